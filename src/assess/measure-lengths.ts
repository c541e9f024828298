import type { Lengths, LengthsOfPart } from '../contracts/data-texts.ts'
import type { AssessedData } from './data-facts.ts'

const mostBins = 24

interface MeasuredPart extends Pick<LengthsOfPart, 'part' | 'of'> {
  /** Ascending. */
  lengths: number[]
}

/**
 * Lengths of inputs of each split and, where answers are texts of their own, of the answers of train and validation.
 * Of test rows the inputs alone are measured.
 */
export function measureLengths({
  task,
  split,
}: {
  task: Pick<AssessedData['task'], 'kind'>
  split: AssessedData['split']
}): Lengths {
  const inputs = (['train', 'validation', 'test'] as const).map((part): MeasuredPart => {
    return { part, of: 'input', lengths: lengthsOf(split[part].map(({ input }) => input.text)) }
  })
  const answers = (['train', 'validation'] as const).map((part): MeasuredPart => {
    return { part, of: 'answer', lengths: lengthsOf(split[part].map(({ expected }) => expected)) }
  })
  const parts = (task.kind === 'classification' ? inputs : [...inputs, ...answers]).filter(
    ({ lengths }) => lengths.length > 0,
  )
  const edges = edgesOf(parts.flatMap(({ lengths }) => [lengths[0] ?? 0, lengths.at(-1) ?? 0]))
  return { edges, parts: parts.map((part) => describe(part, edges)) }
}

function lengthsOf(texts: readonly string[]): number[] {
  return texts.map(countCharacters).toSorted((one, other) => one - other)
}

function countCharacters(text: string): number {
  let count = text.length
  for (let at = 1; at < text.length; at += 1) {
    const isPair =
      isBetween(text.charCodeAt(at - 1), 0xd800, 0xdbff) && isBetween(text.charCodeAt(at), 0xdc00, 0xdfff)
    if (isPair) count -= 1
  }
  return count
}

function isBetween(code: number, low: number, high: number): boolean {
  return code >= low && code <= high
}

/** Whole numbers from the shortest to the longest that grow by one factor, as far as whole numbers can. */
function edgesOf(ends: readonly number[]): number[] {
  if (ends.length === 0) return []
  const low = Math.max(1, Math.min(...ends))
  const high = Math.max(low + 1, ...ends)
  const factor = (high / low) ** (1 / mostBins)
  const edges = Array.from({ length: mostBins + 1 }, (_, at) => Math.round(low * factor ** at))
  return [...new Set(edges)]
}

function describe({ part, of, lengths }: MeasuredPart, edges: readonly number[]): LengthsOfPart {
  const at = (share: number) => lengths[Math.max(0, Math.ceil(share * lengths.length) - 1)] ?? 0
  const counts = Array.from({ length: edges.length - 1 }, () => 0)
  for (const length of lengths) {
    const above = edges.findIndex((edge) => edge > length)
    const bin = above === -1 ? counts.length - 1 : Math.max(0, above - 1)
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  const quantiles = { min: at(0), p25: at(0.25), median: at(0.5), p75: at(0.75), p95: at(0.95), max: at(1) }
  return { part, of, rows: lengths.length, ...quantiles, counts }
}
