import type { Segment } from './segments-of.ts'

/** A run of segments marked for a field. */
export interface MarkedSpan {
  start: number
  end: number
  /** Highest of its segments. */
  probability: number
}

/** How a field's probabilities become spans. */
export interface FieldRule {
  threshold: number
  /** Whether neighbours become one span. */
  merge: boolean
}

/** What is marked for one field, in order of the text. `at(segment)` is the probability of a segment. */
export function spansOf(
  segments: readonly Segment[],
  at: (segment: number) => number,
  options: FieldRule & { keepNumbers: boolean },
): MarkedSpan[] {
  const { threshold, merge, keepNumbers } = options
  const spans: MarkedSpan[] = []
  let lastMarked = -2
  for (const [index, segment] of segments.entries()) {
    const probability = at(index)
    if (probability < threshold) continue
    const last = spans.at(-1)
    if (merge && last !== undefined && lastMarked === index - 1) {
      last.end = segment.end
      last.probability = Math.max(last.probability, probability)
    } else {
      spans.push({
        start: keepNumbers ? segment.numberStart : segment.start,
        end: segment.end,
        probability,
      })
    }
    lastMarked = index
  }
  return spans
}
