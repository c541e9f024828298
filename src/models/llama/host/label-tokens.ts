import { DataError } from '../../../errors.ts'
import type { TokenisedLabel } from '../label-trie.ts'

export type LabelTokeniser = (labels: readonly string[]) => TokenisedLabel[]

export interface LabelTokeniserOptions {
  tokenise: (text: string) => number[]
  terminator: number
}

/** The same labels come with every row: each is tokenised once. Bounded, for a host that serves many tasks. */
const rememberedLabels = 10_000

/**
 * Labels by themselves: a chat template ends with a line break, which no label's first token merges with.
 *
 * @throws DataError (when called) for two labels with the same tokens.
 */
export function labelTokeniser({ tokenise, terminator }: LabelTokeniserOptions): LabelTokeniser {
  const known = new Map<string, TokenisedLabel>()
  const tokensOf = (label: string): TokenisedLabel => {
    const before = known.get(label)
    if (before !== undefined) return before
    const made = { label, tokens: [...tokenise(label), terminator] }
    if (known.size >= rememberedLabels) known.clear()
    known.set(label, made)
    return made
  }
  return (labels) => {
    const tokenised = labels.map(tokensOf)
    assertDistinct(tokenised)
    return tokenised
  }
}

function assertDistinct(labels: readonly TokenisedLabel[]): void {
  const seen = new Map<string, string>()
  for (const { label, tokens } of labels) {
    const key = tokens.join(' ')
    const same = seen.get(key)
    if (same !== undefined) {
      const both = `${JSON.stringify(same)} and ${JSON.stringify(label)}`
      throw new DataError(`The labels ${both} are the same to the model. Rename one.`)
    }
    seen.set(key, label)
  }
}
