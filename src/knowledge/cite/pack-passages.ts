/** The part of a passage that packing looks at. */
export interface RankedPassage {
  document: string
  start: number
  text: string
}

/** What goes into a prompt, and what there was no room for. */
export interface PackedPassages<Ranked> {
  /** In document order: documents by their best passage, then by place. */
  kept: Ranked[]
  /** Best first. */
  leftOut: Ranked[]
  /** Sum over the kept ones. */
  tokens: number
}

/**
 * Takes passages, best first, while they fit the budget; one that does not fit is left out and smaller ones after it are
 * still tried. Kept ones come back in document order, as a reader would meet them.
 *
 * @param options.countTokens tokens of a passage as it will be written, its frame included; by the model's tokenizer.
 */
export async function packPassages<Ranked extends RankedPassage>(
  ranked: readonly Ranked[],
  options: { budgetTokens: number; countTokens: (passage: Ranked) => number | Promise<number> },
): Promise<PackedPassages<Ranked>> {
  const kept: Ranked[] = []
  const leftOut: Ranked[] = []
  let tokens = 0
  for (const passage of ranked) {
    const own = await options.countTokens(passage)
    const fits = tokens + own <= options.budgetTokens
    if (fits) tokens += own
    ;(fits ? kept : leftOut).push(passage)
  }
  return { kept: inDocumentOrder(kept), leftOut, tokens }
}

function inDocumentOrder<Ranked extends RankedPassage>(kept: readonly Ranked[]): Ranked[] {
  const documents = [...new Set(kept.map(({ document }) => document))]
  return kept.toSorted(
    (one, other) =>
      documents.indexOf(one.document) - documents.indexOf(other.document) || one.start - other.start,
  )
}
