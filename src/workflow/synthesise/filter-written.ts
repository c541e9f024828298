import type { Example, ExampleSplit } from '../../contracts/example.ts'
import type { Task } from '../../contracts/task.ts'
import { unsupportedFacts } from '../../scorers/unsupported-facts.ts'
import { percentileOf } from '../../stats/percentile-interval.ts'
import { type NearDuplicateIndex, nearDuplicateIndex } from '../../text/near-duplicates.ts'
import { talkDetector } from './talk-detector.ts'
import type { Flaw, Written } from './written-example.ts'

/** Lengths in characters that are still those of a train row: half the 5th to twice the 95th percentile. */
export interface LengthBounds {
  input: [number, number]
  /** Of texts only: a label has no length, and the schema says what JSON may be. */
  answer?: [number, number]
}

/** Tells of a written example what is wrong with it before its label is asked about. */
export type TextFilter = (written: Written) => Flaw | undefined

/**
 * Length and talk of the task, then same or near text of any row of the task, then facts. Of test rows only the texts are compared, and no more is
 * told than that there is one.
 */
export function textFilter(split: ExampleSplit, kind: Task['kind']): TextFilter {
  const bounds = lengthBounds(split.train, kind)
  const parts = (['train', 'validation', 'test'] as const).map((part) => ({
    part,
    index: indexOf(split[part]),
  }))
  const isTalk = talkDetector(split.train)
  const mostUnsupported = kind === 'generation' ? usualUnsupported(split.train) : Number.POSITIVE_INFINITY
  return ({ input, expected }) => {
    if (!fits(input.text, bounds.input)) return 'length'
    if (bounds.answer !== undefined && !fits(expected, bounds.answer)) return 'length'
    if (isTalk(input.text)) return 'talk'
    const twin = parts.find(({ index }) => index.near(input.text).length > 0)
    if (twin !== undefined) return twin.part
    if (kind !== 'generation') return undefined
    return unsupportedFacts(input.text, expected).length > mostUnsupported ? 'facts' : undefined
  }
}

/** The bounds of length that train rows give. */
export function lengthBounds(train: readonly Example[], kind: Task['kind']): LengthBounds {
  const input = boundsOf(train.map((row) => row.input.text))
  return kind === 'generation' ? { input, answer: boundsOf(train.map((row) => row.expected)) } : { input }
}

function boundsOf(texts: readonly string[]): [number, number] {
  const lengths = texts.map((text) => Array.from(text).length)
  return [percentileOf(lengths, 0.05) / 2, percentileOf(lengths, 0.95) * 2]
}

function fits(text: string, [least, most]: [number, number]): boolean {
  const length = Array.from(text).length
  return length >= least && length <= most
}

/** Facts of an answer that its input lacks: as many as 95 % of the train rows have at most. */
function usualUnsupported(train: readonly Example[]): number {
  return percentileOf(
    train.map(({ input, expected }) => unsupportedFacts(input.text, expected).length),
    0.95,
  )
}

function indexOf(rows: readonly Example[]): NearDuplicateIndex {
  return nearDuplicateIndex(rows.map((row) => row.input.text))
}

/** Those that are neither the same text as an earlier one nor near it, `before` among the earlier. */
export function withoutRepeats(written: readonly Written[], before: readonly Written[]): Written[] {
  const all = [...before, ...written]
  const index = nearDuplicateIndex(all.map(({ input }) => input.text))
  const kept = new Set<number>(before.keys())
  return written.filter(({ input }, at) => {
    const isRepeat = index.near(input.text).some(({ row }) => row < before.length + at && kept.has(row))
    if (!isRepeat) kept.add(before.length + at)
    return !isRepeat
  })
}
