/** Keeps the end of a stream of text. */
export interface LastLines {
  push(text: string): void
  text(): string
}

/** @param limit lines to keep. */
export function lastLines(limit: number): LastLines {
  let lines: string[] = []
  let unfinished = ''
  return {
    push(text) {
      const parts = (unfinished + text).split('\n')
      unfinished = parts.pop() ?? ''
      lines = [...lines, ...parts.filter((line) => line.trim() !== '')].slice(-limit)
    },
    text: () => [...lines, unfinished].filter((line) => line.trim() !== '').join('\n'),
  }
}
