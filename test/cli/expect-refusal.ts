import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { crossover, type CommandOptions, type Finished } from './crossover.ts'

/** Runs a command that must refuse: exit 2, one message without a stack, nothing on stdout, no file changed. */
export async function expectRefusal(args: readonly string[], options: CommandOptions): Promise<string> {
  const before = filesIn(options.cwd)
  const result = await crossover(args, options)
  expectOneMessage(result)
  expect(filesIn(options.cwd)).toEqual(before)
  return result.stderr
}

/** One message that starts with "error", without a stack; exit code 2 and nothing on stdout. */
export function expectOneMessage({ exitCode, stdout, stderr }: Finished): void {
  expect({ exitCode, stdout, stderr }).toMatchObject({ exitCode: 2, stdout: '' })
  expect(stderr.match(/^error[: ]/gm)).toHaveLength(1)
  expect(stderr).not.toMatch(/^\s+at .*[:(]/m)
}

/** Every file below a folder and the digest of its bytes. */
function filesIn(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return Object.fromEntries(files.map((entry) => digestOf(join(entry.parentPath, entry.name))))
}

function digestOf(path: string): [string, string] {
  try {
    return [path, createHash('sha256').update(readFileSync(path)).digest('hex')]
  } catch {
    return [path, 'unreadable']
  }
}
