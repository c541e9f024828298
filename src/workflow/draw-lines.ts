import { open, rm, type FileHandle } from 'node:fs/promises'
import { randomSource } from '../stats/random-source.ts'

const charactersHeld = 64 * 1024

export interface DrawLinesOptions {
  /** How many lines; all where there are fewer. */
  size: number
  seed: number
  /** A file that may be written and is removed: the lines drawn so far. */
  spool: string
}

/**
 * So many lines, drawn evenly, in their order: reservoir sampling (Vitter 1985, algorithm R). The reservoir holds places in
 * a file, not lines: one in memory is soon mostly lines that were drawn and replaced.
 */
export async function* drawLines(
  lines: AsyncIterable<string>,
  { size, seed, spool }: DrawLinesOptions,
): AsyncGenerator<string> {
  const random = randomSource(seed)
  const file = await open(spool, 'w+')
  try {
    const kept: Place[] = []
    const append = appender(file)
    let at = 0
    for await (const line of lines) {
      const slot = at < size ? at : random.below(at + 1)
      if (slot < size) kept[slot] = await append(line)
      at += 1
    }
    await append('', true)
    for (const { start, bytes } of kept.toSorted((a, b) => a.start - b.start)) {
      const line = Buffer.alloc(bytes)
      await file.read(line, 0, bytes, start)
      yield line.toString('utf8')
    }
  } finally {
    await file.close()
    await rm(spool, { force: true })
  }
}

interface Place {
  start: number
  bytes: number
}

/** Appends lines to a file, many in one write, and tells where each one lies. */
function appender(file: FileHandle): (line: string, isLast?: boolean) => Promise<Place> {
  let held = ''
  let end = 0
  return async (line, isLast = false) => {
    const start = end
    const bytes = Buffer.byteLength(line)
    held += line
    end += bytes
    if (isLast || held.length >= charactersHeld) {
      await file.appendFile(held)
      held = ''
    }
    return { start, bytes }
  }
}
