/** One person's answer to one row. */
export interface PersonLabel {
  id: string
  who: string
  output: string
}

/** What people's labels come to, row by row. */
export interface ResolvedLabels {
  /** The one answer of a row on which all who labelled it agree. */
  agreed: Map<string, string>
  /** Rows on which people disagree: no answer of theirs may be used. */
  disputed: Set<string>
}

/** Rows on which all agree, and rows in dispute. A later label of one person replaces the earlier one. */
export function resolveLabels(labels: readonly PersonLabel[]): ResolvedLabels {
  const byRow = new Map<string, Map<string, string>>()
  for (const { id, who, output } of labels)
    byRow.set(id, (byRow.get(id) ?? new Map<string, string>()).set(who, output))
  const agreed = new Map<string, string>()
  const disputed = new Set<string>()
  for (const [id, answers] of byRow) {
    const [first, ...others] = new Set(answers.values())
    if (first === undefined || others.length > 0) disputed.add(id)
    else agreed.set(id, first)
  }
  return { agreed, disputed }
}
