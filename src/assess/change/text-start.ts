const longest = 160

/** The start of a text in one line of at most 160 characters. */
export function textStart(text: string): string {
  const line = Array.from(
    text
      .slice(0, 4 * longest)
      .replaceAll(/\s+/gu, ' ')
      .trim(),
  )
  return line.length > longest ? `${line.slice(0, longest - 1).join('')}…` : line.join('')
}
