import { printableText } from './terminal/printable-text.ts'
import { wrapText } from './terminal/wrap-text.ts'

interface TestRow {
  id: string
  input: string
  expected: string
  answers: { candidate: string; output: string; score: number }[]
}

/** Test rows with the answers of finalists, for a terminal of `width` columns. */
export function renderTestRows(rows: readonly TestRow[], { width }: { width: number }): string {
  const lines = rows.flatMap(({ id, input, expected, answers }) => [
    ...wrapText(printableText(`${id}: ${input}`), width, 2),
    `  expected ${printableText(expected)}`,
    ...answers.map(
      ({ candidate, output, score }) =>
        `  ${printableText(candidate)} (${Number(score.toFixed(3))}): ${printableText(output)}`,
    ),
    '',
  ])
  return lines.join('\n').trimEnd()
}
