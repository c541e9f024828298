/**
 * How far what was trained on stands out among as likely others, in bits: log2(n) − log2(rank) of n candidates in all. 0: the others are
 * all likelier; log2(n): it is the likeliest. Others that are as likely count before it.
 *
 * @param own log-probability of what was trained on.
 * @param others those of the others.
 * @see Carlini et al. 2019, The Secret Sharer, §4
 */
export function exposureBits(own: number, others: readonly number[]): number {
  const rank = 1 + others.filter((one) => one >= own).length
  return Math.log2(others.length + 1) - Math.log2(rank)
}
