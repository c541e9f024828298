import type { PromptDiff } from '../../../workflow/prompt/diff-prompts.ts'
import type { stdoutFacts } from '../terminal-facts.ts'

/** A word diff: in colours on a terminal, elsewhere with git's marks, `[-removed-]` and `{+added+}`. */
export function promptDiff(
  { from, to, pieces }: PromptDiff,
  { colours }: Pick<ReturnType<typeof stdoutFacts>, 'colours'>,
): string {
  const head = colours.dim(`${from.name}@${from.version} → ${to.name}@${to.version}`)
  if (pieces.every(({ change }) => change === 'same')) return `${head}\nThey are the same.\n`
  const { isColorSupported, red, green, strikethrough } = colours
  const text = pieces.map((piece) => {
    if (piece.change === 'same') return piece.text
    if (piece.change === 'removed')
      return isColorSupported ? red(strikethrough(piece.text)) : `[-${piece.text}-]`
    return isColorSupported ? green(piece.text) : `{+${piece.text}+}`
  })
  return `${head}\n${text.join('').trimEnd()}\n`
}
