/** The last lines of a text, without an empty one at the end. */
export function lastLinesOf(text: string, lines: number): string {
  return text.trimEnd().split('\n').slice(-lines).join('\n')
}
