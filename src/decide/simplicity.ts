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

/** Rank of a kind of method; everything not listed (hybrids) comes last. */
export function simplicityOf(kind: string): number {
  const rank = order.findIndex((kinds) => kinds.includes(kind))
  return rank === -1 ? order.length : rank
}
