import { spansOf, type FieldRule } from './spans-of.ts'
import type { TaggedRow } from './tagged-rows.ts'

/** A field with fewer quotes takes the threshold that serves all fields together. */
const fewestForOwn = 30
const thresholds = Array.from({ length: 37 }, (_, at) => (at + 2) / 40)

/**
 * The threshold and the merging of each field that give the highest F1 of exact quotes on held-out probabilities; of equals the
 * highest threshold. Few quotes choose badly for themselves: fields that have few share what is best over all of them.
 */
export function chooseRules(options: {
  rows: readonly TaggedRow[]
  fields: number
  /** segments of all rows × fields. */
  probabilities: Float32Array
  keepNumbers: boolean
}): FieldRule[] {
  const every = Array.from({ length: options.fields }, (_, field) => field)
  const shared = bestRule(options, every)
  return every.map((field) => {
    const quotes = options.rows.reduce((sum, { gold }) => sum + (gold[field]?.length ?? 0), 0)
    return quotes < fewestForOwn ? shared : bestRule(options, [field])
  })
}

/** F1 of exact quotes over rows and fields. */
export function exactF1(
  options: Parameters<typeof chooseRules>[0],
  fields: readonly number[],
  ruleOf: (field: number) => FieldRule,
): number {
  const { rows, probabilities, keepNumbers } = options
  let right = 0
  let all = 0
  let first = 0
  for (const { text, segments, gold } of rows) {
    for (const field of fields) {
      const at = (segment: number) => probabilities[(first + segment) * options.fields + field] ?? 0
      const spans = spansOf(segments, at, { ...ruleOf(field), keepNumbers })
      const quotes = gold[field] ?? []
      right += sharedCount(
        quotes,
        spans.map(({ start, end }) => text.slice(start, end)),
      )
      all += quotes.length + spans.length
    }
    first += segments.length
  }
  return all === 0 ? 1 : (2 * right) / all
}

/** Size of the intersection, what comes twice counted twice. */
function sharedCount(quotes: readonly string[], given: readonly string[]): number {
  const left = [...quotes]
  for (const text of given) {
    const found = left.indexOf(text)
    if (found >= 0) left.splice(found, 1)
  }
  return quotes.length - left.length
}

function bestRule(options: Parameters<typeof chooseRules>[0], fields: readonly number[]): FieldRule {
  let best: FieldRule & { f1: number } = { threshold: 1, merge: false, f1: -1 }
  for (const merge of [false, true]) {
    for (const threshold of thresholds) {
      const f1 = exactF1(options, fields, () => ({ threshold, merge }))
      if (f1 > best.f1 || (f1 === best.f1 && threshold > best.threshold)) best = { threshold, merge, f1 }
    }
  }
  return { threshold: best.threshold, merge: best.merge }
}
