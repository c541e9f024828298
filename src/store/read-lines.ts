import { readFile } from 'node:fs/promises'
import * as z from 'zod'
import { DataError } from '../errors.ts'
import type { StoreError } from '../errors.ts'
import { shorten } from '../text/shorten.ts'

/** The entries of a file that is only ever added to. */
export interface ReadLines<Entry> {
  /** Oldest first. */
  entries: Entry[]
  /** Bytes of the file that hold entries: what is behind them a crash cut off. */
  wholeBytes: number
  /** Whether the last entry lacks its line break. */
  needsBreak: boolean
}

/** A file of JSON lines that is only ever added to. */
export interface LineFile<Entry> {
  path: string
  schema: z.ZodType<Entry>
  words: LineFileWords
}

/** What is said of one such file when something is wrong with it. */
export interface LineFileWords {
  /** Of a line that does not fit: "is no event of a prompt". */
  bad: string
  /** What to do about it. */
  restore: string
  /** When the file can be neither read nor written. */
  unusable(path: string, cause: unknown): StoreError
}

/**
 * Reads a file of JSON lines; a missing one is empty. A last line that a crash cut off is left out.
 *
 * @throws DataError when a whole line does not fit the schema, StoreError when the file cannot be read.
 */
export async function readLines<Entry>({ path, schema, words }: LineFile<Entry>): Promise<ReadLines<Entry>> {
  const text = await readText(path, words)
  const end = text.lastIndexOf('\n') + 1
  const whole = text.slice(0, end)
  const last = parseLine(text.slice(end), schema)
  const entries = whole
    .split('\n')
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '')
    .map(({ line, number }) => parseLine(line, schema) ?? badLine(words, { path, number, line }))
  return {
    entries: last === undefined ? entries : [...entries, last],
    wholeBytes: Buffer.byteLength(last === undefined ? whole : text),
    needsBreak: last !== undefined,
  }
}

async function readText(path: string, words: LineFileWords): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return ''
    throw words.unusable(path, cause)
  }
}

function parseLine<Entry>(line: string, schema: z.ZodType<Entry>): Entry | undefined {
  try {
    return schema.parse(JSON.parse(line))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined
    throw error
  }
}

const charactersShown = 80

function badLine(
  { bad, restore }: LineFileWords,
  { path, number, line }: { path: string; number: number; line: string },
): never {
  const isMerge = /^(<{7}|={7}|>{7})/u.test(line)
  throw new DataError(`${path} line ${number} ${bad}: ${shorten(line, charactersShown)}`, {
    hint: isMerge ? 'A merge is unfinished: keep the lines of both sides and delete the markers.' : restore,
  })
}
