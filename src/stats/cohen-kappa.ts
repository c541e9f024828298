import { DataError } from '../errors.ts'

/**
 * Cohen's kappa of two annotators who labelled the same rows: how far they agree beyond what their own label shares
 * give by chance, −1 … 1.
 *
 * @param pairs one `[label of the first, label of the second]` a row.
 * @returns null when both used one and the same label only: then chance explains everything.
 * @throws DataError without rows.
 * @see Cohen 1960, Educational and Psychological Measurement 20
 */
export function cohenKappa<Label>(pairs: readonly (readonly [Label, Label])[]): number | null {
  if (pairs.length === 0) throw new DataError('Agreement needs at least one row that both labelled.')
  const first = new Map<Label, number>()
  const second = new Map<Label, number>()
  let agreed = 0
  for (const [one, other] of pairs) {
    first.set(one, (first.get(one) ?? 0) + 1)
    second.set(other, (second.get(other) ?? 0) + 1)
    if (one === other) agreed += 1
  }
  let chance = 0
  for (const [label, count] of first) chance += count * (second.get(label) ?? 0)
  const expected = chance / pairs.length ** 2
  return expected === 1 ? null : (agreed / pairs.length - expected) / (1 - expected)
}
