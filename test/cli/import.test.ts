import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { crossover, temporaryFolder } from './crossover.ts'
import { expectRefusal } from './expect-refusal.ts'
import { deskRows, jsonLines, taskFolder, taskLines } from './task-folder.ts'

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/import/${name}`, import.meta.url))

function folderWith(...names: string[]): string {
  const folder = temporaryFolder()
  for (const name of names) copyFileSync(fixture(name), join(folder, name))
  return folder
}

describe('import', () => {
  it('shows format, mapping and first examples, writes JSON lines, and counts what it leaves out', async () => {
    const folder = folderWith('tensorzero-inferences.jsonl', 'tensorzero-feedback.jsonl')
    const files = ['tensorzero-inferences.jsonl', 'tensorzero-feedback.jsonl']
    const { exitCode, stdout, stderr } = await crossover(['import', ...files, '--output', 'e.jsonl'], {
      cwd: folder,
    })
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: 'e.jsonl: 2 examples\nNext: crossover init e.jsonl\n',
    })
    expect(stderr).toContain('Read as JSON lines, format tensorzero:')
    expect(stderr).toContain('  1. My key card stopped working at the east door\n     → access')
    expect(stderr).toContain(
      '1 row left out: feedback calls the answer wrong, and there is no demonstration (3)',
    )
    const lines = readFileSync(join(folder, 'e.jsonl'), 'utf8').trim().split('\n')
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({
      input: 'The projector in room 4 shows a green picture',
      output: 'equipment',
      source: { file: 'tensorzero-inferences.jsonl', line: 2, answer: 'demonstration' },
    })
  })

  it('draws a sample, the same one each time', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'all.jsonl'), jsonLines(deskRows({ count: 18 })))
    const sample = async (output: string): Promise<string[]> => {
      await crossover(['import', 'all.jsonl', '--sample', '10', '--output', output], { cwd: folder })
      return readFileSync(join(folder, output), 'utf8').trim().split('\n')
    }
    const [one, other] = [await sample('a.jsonl'), await sample('b.jsonl')]
    expect(one).toHaveLength(10)
    expect(other).toEqual(one)
  })

  it('writes nothing on a dry run, and replaces nothing unasked', async () => {
    const folder = folderWith('sharegpt.json')
    const dry = await crossover(['import', 'sharegpt.json', '--dry-run'], { cwd: folder })
    expect({ exitCode: dry.exitCode, stdout: dry.stdout }).toEqual({ exitCode: 0, stdout: '' })
    expect(existsSync(join(folder, 'examples.jsonl'))).toBe(false)
    writeFileSync(join(folder, 'examples.jsonl'), 'mine')
    expect(await expectRefusal(['import', 'sharegpt.json'], { cwd: folder })).toContain(
      'examples.jsonl exists already.',
    )
  })

  it('refuses an unknown format and a file it cannot read, and leaves nothing behind', async () => {
    const folder = folderWith('alpaca-bad.json', 'sharegpt.json', 'endless.parquet')
    expect(await expectRefusal(['import', 'sharegpt.json', '--format', 'x'], { cwd: folder })).toContain(
      'There is no format "x". The formats are openai-batch, ',
    )
    expect(await expectRefusal(['import', 'alpaca-bad.json'], { cwd: folder })).toContain(
      'alpaca-bad.json row 2 has no text',
    )
  })
})

describe('files of other tools as data', () => {
  it('init guesses the fields and check names the format and the rows left out', async () => {
    const folder = folderWith('promptfoo.json')
    const init = await crossover(['init', 'promptfoo.json', '--yes'], { cwd: folder })
    expect(init.stderr).toContain('3 rows read as a JSON object, promptfoo results.')
    expect(readFileSync(join(folder, 'task.yaml'), 'utf8')).toContain(
      'fields: { input: input, expected: output }',
    )
    const chat = deskRows({ count: 18 }).map(({ input, output }) => ({
      messages: [
        { role: 'user', content: input },
        { role: 'assistant', content: output },
      ],
    }))
    const task = { data: 'data: { examples: chat.jsonl }' }
    const nothing = { messages: [{ role: 'user', content: 'Thanks' }] }
    const files = { 'chat.jsonl': jsonLines([...chat, nothing]) }
    const check = await crossover(['check'], { cwd: taskFolder({ task, files }) })
    expect(check.stdout).toContain(
      'chat.jsonl: JSON lines, OpenAI chat (messages), 54 examples. 1 row left out: no answer to learn',
    )
  })
})

describe('export', () => {
  it('leaves twins of test rows out, and what it wrote is read again', async () => {
    const [twin, ...rest] = deskRows({ from: 18, count: 8 })
    const train = [...deskRows({ count: 18 }), ...(twin === undefined ? [] : [{ ...twin, id: 'twin' }])]
    const folder = taskFolder({ train, test: [...(twin === undefined ? [] : [twin]), ...rest] })
    const result = await crossover(['export', '--format', 'openai-chat', '--output', 'out.jsonl'], {
      cwd: folder,
    })
    expect(result.stderr).toMatch(/^1 rows? left out: twins? of test rows/u)
    const again = await crossover(['import', 'out.jsonl', '--output', 'back.jsonl'], { cwd: folder })
    const counts = [result.stdout, again.stdout].map((text) => /\d+ examples/u.exec(text)?.[0])
    expect(counts[0]).toBe(counts[1])
  })

  it('gives test rows away without their answers only', async () => {
    const folder = taskFolder({ task: { data: taskLines.data } })
    const { stdout } = await crossover(['export', '--split', 'test', '--format', 'csv'], { cwd: folder })
    expect(stdout.split('\r\n')[0]).toBe('id,input')
    expect(
      await expectRefusal(['export', '--split', 'test', '--format', 'alpaca'], { cwd: folder }),
    ).toContain('Test rows are not exported as alpaca: nothing may be trained on them.')
  })
})
