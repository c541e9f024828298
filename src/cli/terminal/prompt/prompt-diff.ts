import type { MergedPiece } from '../../../text/merge-word-diff.ts'
import type { PromptDiff } from '../../../workflow/prompt/diff-prompts.ts'
import type { stdoutFacts } from '../terminal-facts.ts'

/** A word diff: in colours on a terminal, elsewhere with git's marks, `[-removed-]` and `{+added+}`. */
export function promptDiff(
  { from, to, pieces }: PromptDiff,
  { colours }: Pick<ReturnType<typeof stdoutFacts>, 'colours'>,
): string {
  const head = colours.dim(`${from.name}@${from.version} → ${to.name}@${to.version}`)
  if (pieces.every(({ change }) => change === 'same')) return `${head}\nThey are the same.\n`
  return `${head}\n${wordDiffText(pieces, { colours }).trimEnd()}\n`
}

/** Two texts laid over each other, with what only one of them has marked. */
export function wordDiffText(
  pieces: readonly MergedPiece[],
  { colours }: Pick<ReturnType<typeof stdoutFacts>, 'colours'>,
): string {
  const { isColorSupported, red, green, strikethrough } = colours
  const text = pieces.map((piece) => {
    if (piece.change === 'same') return piece.text
    if (piece.change === 'removed')
      return isColorSupported ? red(strikethrough(piece.text)) : `[-${piece.text}-]`
    return isColorSupported ? green(piece.text) : `{+${piece.text}+}`
  })
  return text.join('')
}
