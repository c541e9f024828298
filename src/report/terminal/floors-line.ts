import type { CandidateReport } from '../../contracts/report.ts'
import { formatQuality } from '../words/format-quality.ts'
import type { TerminalOptions } from './colours.ts'
import { printableText } from './printable-text.ts'
import { wrapText } from './wrap-text.ts'

const indent = 10

/** One line for the baselines that are not finalists: what every model has to beat. */
export function floorsLines(
  floors: CandidateReport[],
  { colours, width, metric }: TerminalOptions & { metric: string },
): string[] {
  const words = floors.map((floor) => floorWords(floor, metric)).filter((text) => text !== '')
  if (words.length === 0) return []
  const lines = wrapText(words.join(' · '), width - indent)
  return lines.map((line, index) => colours.dim((index === 0 ? '  floors  ' : ' '.repeat(indent)) + line))
}

function floorWords({ name, quality, validation }: CandidateReport, metric: string): string {
  const figure = quality ?? validation
  if (figure === undefined) return ''
  const rows = quality === undefined ? ' (validation)' : ''
  return printableText(`${name} ${formatQuality(figure.value, metric)}${rows}`)
}
