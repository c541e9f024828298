import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { DataError, messageOf } from '../../errors.ts'
import { shorten } from '../import/shorten.ts'
import { type Opening, openingSchema, openingsFile } from './opening.ts'

/** The openings of a task's test sets, oldest first. */
export interface OpeningsLog {
  openings: Opening[]
  /** The start of a last line that a crash cut off; the reading it stood for never got to a verdict. */
  torn?: string
  /** Bytes of the file that hold whole lines: what a repair keeps. */
  wholeBytes: number
}

/**
 * Reads `test-openings.jsonl` of a task's folder; a missing file means no openings.
 *
 * @throws DataError when a whole line is no opening. The count is never started afresh: that would hide readings.
 */
export async function readOpenings(folder: string): Promise<OpeningsLog> {
  const path = join(folder, openingsFile)
  const text = await readText(path)
  const end = text.lastIndexOf('\n') + 1
  const tail = text.slice(end)
  const last = tail.trim() === '' ? undefined : parseOpening(tail)
  const isTorn = tail.trim() !== '' && last === undefined
  const openings = text
    .slice(0, end)
    .split('\n')
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '')
    .map(({ line, number }) => parseOpening(line) ?? badLine(path, number, line))
  return {
    openings: last === undefined ? openings : [...openings, last],
    ...(isTorn ? { torn: shorten(tail) } : {}),
    wholeBytes: Buffer.byteLength(isTorn ? text.slice(0, end) : text),
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw new DataError(`${path} cannot be read: ${messageOf(error)}`, {
      hint: 'It counts how often the test set was read; a verdict needs it.',
      cause: error,
    })
  }
}

function parseOpening(line: string): Opening | undefined {
  try {
    return openingSchema.parse(JSON.parse(line))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined
    throw error
  }
}

function badLine(path: string, number: number, line: string): never {
  const isMerge = /^(<{7}|={7}|>{7})/u.test(line)
  throw new DataError(`${path} line ${number} is not an opening of the test set: ${shorten(line)}`, {
    hint: isMerge
      ? 'A merge is unfinished: keep the lines of both sides and delete the markers.'
      : 'Restore the file from version control: it counts how often the test set was read and is never reset.',
  })
}
