/** The start of a value as it may stand in a message: one line, at most `length` characters. */
export function shorten(text: string, length = 60): string {
  const line = text
    .slice(0, length * 4)
    .replaceAll(/\s+/gu, ' ')
    .trim()
  const characters = Array.from(line)
  return characters.length > length ? `${characters.slice(0, length).join('')}…` : line
}
