/** The first characters (code points) of a text on one line, "…" where more follows. */
export function shorten(text: string, characters: number): string {
  const flat = Array.from(text.replaceAll(/\s+/gu, ' ').trim())
  return flat.length <= characters ? flat.join('') : `${flat.slice(0, characters).join('').trimEnd()}…`
}
