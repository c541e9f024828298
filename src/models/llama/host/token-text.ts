/** Turns tokens into text as they come. */
export interface TokenText {
  /** @returns the text that is complete by now; a character may need several tokens. */
  push(token: number): string
  /** What is left at the end, broken characters as U+FFFD. */
  rest(): string
}

/** `lastTokens`: what came before, for tokenizers whose spaces depend on it. */
export type Detokenise = (tokens: readonly number[], lastTokens: readonly number[]) => string

/** A UTF-8 character has at most four bytes, and a token at least one. */
const longestCharacter = 4
const remembered = 8

export function tokenText(detokenise: Detokenise): TokenText {
  let before: number[] = []
  let pending: number[] = []
  const flush = (text: string): string => {
    before = [...before, ...pending].slice(-remembered)
    pending = []
    return text
  }
  return {
    push(token) {
      pending.push(token)
      const text = detokenise(pending, before)
      // An unfinished character ends in U+FFFD; the model may also mean that one.
      if (text.endsWith('\uFFFD') && pending.length < longestCharacter) return ''
      return flush(text)
    },
    rest() {
      return pending.length === 0 ? '' : flush(detokenise(pending, before))
    },
  }
}
