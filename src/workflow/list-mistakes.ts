/** Mistakes in a file: the only one as it is, several one a line below the file's name. */
export function listMistakes(file: string, lines: string[]): string {
  const [only] = lines
  if (lines.length === 1 && only !== undefined) return only
  return [`${file} has ${lines.length} mistakes:`, ...lines.map((line) => `  ${line}`)].join('\n')
}
