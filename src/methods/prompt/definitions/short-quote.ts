/** A text on one line, cut after a whole word where it is longer than `characters`; "…" says so. */
export function shortQuote(text: string, characters: number): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim()
  if (line.length <= characters) return line
  const cut = line.slice(0, characters)
  const end = cut.lastIndexOf(' ')
  return `${(end > characters / 2 ? cut.slice(0, end) : cut).replace(/[\s.,;:]+$/u, '')} …`
}
