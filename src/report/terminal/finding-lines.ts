import type { Finding } from '../../contracts/report.ts'
import { findingRows, severityOrder } from '../words/finding-words.ts'
import type { Colours, TerminalOptions } from './colours.ts'
import { printableText } from './printable-text.ts'
import { wrapText } from './wrap-text.ts'

const mostRows = 6
const indent = 4
const signs: Record<Finding['severity'], string> = { blocker: '✗', warning: '!', note: '·' }

/** Findings, worst first: what, which rows, what to do. */
export function findingLines(findings: Finding[], { colours, width }: TerminalOptions): string[] {
  const ordered = severityOrder.flatMap((severity) => findings.filter((found) => found.severity === severity))
  return ordered.flatMap((finding) => {
    const { severity, message, next } = finding
    const head = wrapText(`${signs[severity]} ${severity}: ${printableText(message)}`, width - 2, 2)
    const rows = findingRows(finding, mostRows)
    const below = [
      ...(rows === '' ? [] : wrapText(`rows ${printableText(rows)}`, width - indent, 2)).map(colours.dim),
      ...(next === '' ? [] : wrapText(`→ ${printableText(next)}`, width - indent, 2)),
    ]
    return [
      ...head.map((line) => `  ${tint(line, severity, colours)}`),
      ...below.map((line) => ' '.repeat(indent) + line),
    ]
  })
}

function tint(line: string, severity: Finding['severity'], colours: Colours): string {
  if (severity === 'blocker') return colours.red(line)
  return severity === 'warning' ? colours.yellow(line) : line
}
