import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { beforeAll, describe, expect, test } from 'vitest'
import { readRows } from './read-rows.ts'

const fixtures = new URL('../../../test/fixtures/import/', import.meta.url)
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'messages-'))
})

async function problemWith(name: string, content?: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  if (content !== undefined) await writeFile(path, content)
  const read = async (): Promise<void> => {
    for await (const row of readRows(path)) expect(row.line).toBeGreaterThan(0)
  }
  const error: unknown = await read().catch((thrown: unknown) => thrown)
  return error instanceof Error ? error.message.replace(join(folder, '/'), '') : 'read'
}

describe('what is wrong with a file, and where', () => {
  test('the line of the first byte that is not UTF-8, in a file of more than one encoding', async () => {
    const good = 'message,desk\n"grün ä",a\n'.repeat(4000)
    const bad = Buffer.from('grün,b\n', 'latin1')
    const content = Buffer.concat([Buffer.from(good), bad, Buffer.from('plain,c\n')])
    expect(await problemWith('mixed.csv', content)).toBe('mixed.csv is not UTF-8 text (line 8001).')
  })

  test('UTF-16 without its byte order mark', async () => {
    const content = Buffer.from('message,desk\nthe door,a\n'.repeat(50), 'utf16le')
    expect(await problemWith('wide.csv', content)).toContain('wide.csv is UTF-16 text.')
    expect(await problemWith('nul.csv', 'message,desk\nthe d\0or,a\n')).toBe('read')
  })

  test('a Parquet file without its end', async () => {
    const whole = await readFile(new URL('table.parquet', fixtures))
    const problem = await problemWith('cut.parquet', whole.subarray(0, whole.length - 40))
    expect(problem).toBe('cut.parquet does not end like a Parquet file: it was cut off.')
  })

  test('a Parquet dictionary that repeats one long text in every row', async () => {
    const long = 'z'.repeat(900_000)
    const columnData = [
      { name: 'message', data: Array.from({ length: 400 }, () => long), type: 'STRING' as const },
    ]
    const content = new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 400 }))
    expect(content.length).toBeLessThan(100_000)
    expect(await problemWith('bomb.parquet', content)).toBe(
      'bomb.parquet unfolds to more than 256 MB in one row group, the most that is read.',
    )
  })

  test.skipIf(process.platform === 'win32')('a pipe is never waited for', async () => {
    expect(spawnSync('mkfifo', [join(folder, 'pipe.jsonl')]).status).toBe(0)
    expect(await problemWith('pipe.jsonl')).toContain('pipe.jsonl is a pipe, a socket or a device.')
  })
})
