import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { reportSchema } from '../../src/contracts/report.ts'
import { openDatabase } from '../../src/store/sqlite.ts'
import { canRunUnprivileged, crossover, finished, startCrossover } from './crossover.ts'
import { expectOneMessage, expectRefusal } from './expect-refusal.ts'
import { jsonLines, taskFolder } from './task-folder.ts'

const run = ['run', '--no-llm']

describe('the state beside a task', () => {
  it('of a newer version is refused and left as it is', async () => {
    const folder = taskFolder()
    await crossover(run, { cwd: folder })
    const path = join(folder, '.crossover', 'crossover.db')
    const database = openDatabase(path)
    database.exec("insert into migrations values (99, 'later')")
    database.close()
    for (const args of [run, ['predict', 'Is the hall free?']]) {
      const message = await expectRefusal(args, { cwd: folder })
      expect(message).toContain(`${path} was written by a newer crossover (schema 99; this one knows up to `)
      expect(message).toContain('Update crossover, or move the .crossover folder away')
    }
  })

  it('that is no database is refused and left as it is', async () => {
    const folder = taskFolder({
      files: { '.crossover/crossover.db': 'no database at all, but text'.repeat(99) },
    })
    const message = await crossover(run, { cwd: folder })
    expectOneMessage(message)
    expect(message.stderr).toContain(`Cannot open ${join(folder, '.crossover', 'crossover.db')}`)
    expect(existsSync(join(folder, '.crossover', 'lock'))).toBe(false)
  })

  it('cannot be made where a file is in its way', async () => {
    const folder = taskFolder({ files: { '.crossover': 'a file' } })
    expect(await expectRefusal(run, { cwd: folder })).toContain(
      `Cannot write to ${join(folder, '.crossover')}`,
    )
  })

  it.skipIf(!canRunUnprivileged())('cannot be made in a read-only folder', async () => {
    const folder = taskFolder({ files: { 'tickets.csv': 'text,team\nhello,a\nbye,b\nhi,a\nso long,b\n' } })
    chmodSync(folder, 0o555)
    const options = { cwd: folder, unprivileged: true }
    const message = await expectRefusal(run, options)
    expect(message).toContain(`Cannot write to ${join(folder, '.crossover')}`)
    expect(message).toContain('make that folder writable, or copy the task elsewhere')
    const init = ['init', 'tickets.csv', '--output', 'other.yaml', '--yes']
    expect((await crossover(init, options)).stderr).toContain(`Cannot write ${join(folder, 'other.yaml')}`)
    expect((await crossover(init, options)).exitCode).toBe(2)
    chmodSync(folder, 0o755)
  })

  it('is held by one run at a time: the second is refused, the first ends well', async () => {
    const folder = taskFolder()
    const lock = join(folder, '.crossover', 'lock')
    const first = startCrossover([...run, '--json'], { cwd: folder })
    const end = finished(first)
    while (!existsSync(lock)) await sleep(1)
    first.kill('SIGSTOP')
    const second = await crossover(run, { cwd: folder })
    first.kill('SIGCONT')
    expectOneMessage(second)
    expect(second.stderr).toContain(`Another crossover is at work on this task (process ${first.pid}, since `)
    const { exitCode, stdout } = await end
    expect(exitCode).toBe(1)
    expect(reportSchema.parse(JSON.parse(stdout)).candidates.length).toBeGreaterThan(0)
    expect(existsSync(lock)).toBe(false)
  })

  it('goes on after a lock whose owner is dead', async () => {
    const folder = taskFolder()
    mkdirSync(join(folder, '.crossover'))
    writeFileSync(join(folder, '.crossover', 'lock'), '')
    expect((await crossover(run, { cwd: folder })).exitCode).toBe(1)
  })

  it('has a test set whose damaged record of openings is refused, and a cut-off line mended', async () => {
    const folder = taskFolder({ files: { 'test-openings.jsonl': 'no opening\n{}\n' } })
    const damaged = await crossover(run, { cwd: folder })
    expectOneMessage(damaged)
    expect(damaged.stderr).toContain('test-openings.jsonl')
    writeFileSync(join(folder, 'test-openings.jsonl'), jsonLines([]).concat('{"test":"cut o'))
    const mended = await crossover(run, { cwd: folder })
    expect(mended.stderr).toContain('was cut off by a crash and is removed')
    expect(readFileSync(join(folder, 'test-openings.jsonl'), 'utf8').trim().split('\n')).toHaveLength(1)
  })
})
