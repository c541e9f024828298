import type { Arm } from './arm.ts'

/** Order of simplicity (decision.md §5): lower is simpler. A product choice, not a theorem. */
const order: readonly (readonly string[])[] = [
  ['prompt/zero-shot'],
  ['prompt/instructed', 'prompt/custom'],
  ['prompt/few-shot'],
  ['baseline/nearest-neighbour', 'baseline/ngram-linear', 'baseline/majority', 'baseline/empty', 'tune/head'],
  ['prompt/retrieved', 'prompt/grounded', 'prompt/passages', 'prompt/sections'],
  ['prompt/chain-of-thought', 'prompt/decomposed', 'prompt/optimised'],
  ['tune/encoder', 'tune/tagger'],
  ['tune/lora'],
  ['tune/hosted', 'recorded'],
]

/** Rank of an arm by its kind of method; hybrids, recorded ones too, come last, as does everything not listed. */
export function simplicityOf({ kind, family }: Pick<Arm, 'kind' | 'family'>): number {
  if (family === 'hybrid') return order.length
  const rank = order.findIndex((kinds) => kinds.includes(kind))
  return rank === -1 ? order.length : rank
}
