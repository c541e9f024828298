import type { Comparison, Report } from '../contracts/report.ts'
import { focusCandidate } from './focus-candidate.ts'
import { countOf } from './words/format-count.ts'
import { formatDifference, formatMargin } from './words/format-difference.ts'
import { metricWords } from './words/metric-words.ts'

/**
 * The why and why-not lines under the verdict: the verdict's own reasons after its first two lines, then one line for
 * each comparison of the chosen candidate with a rival that no reason names.
 */
export function reasons(report: Report): string[] {
  const given = report.verdict.because.slice(2).map(({ text }) => text)
  const focus = focusCandidate(report)
  if (focus === undefined) return given
  const unnamed = report.comparisons.filter(({ a, b }) => {
    if (a !== focus.name && b !== focus.name) return false
    const rival = a === focus.name ? b : a
    return !given.some((line) => namesCandidate(line, rival))
  })
  return [...given, ...unnamed.map((comparison) => differenceWords(comparison, report.task.metric))]
}

/** One comparison in words, without a p-value. */
export function differenceWords(comparison: Comparison, metric: string): string {
  const { a, b, difference, discordant, margin, n, nonInferior } = comparison
  const figures =
    `${formatDifference(difference.value, metric)}, ` +
    `${formatDifference(difference.low, metric)} to ${formatDifference(difference.high, metric)}`
  const rows = metricWords(metric).isShare
    ? `${discordant[0]} only ${a} has right, ${discordant[1]} only ${b}`
    : `${a} is better on ${discordant[0]}, ${b} on ${discordant[1]}`
  const points = formatMargin(margin, metric)
  const claim = {
    meets: `is not worse than ${b} by more than ${points}`,
    fails: `is worse than ${b} by more than ${points}`,
    'cannot-say': `may or may not be worse than ${b} by more than ${points}`,
  }[nonInferior]
  return `${a} ${claim} (difference ${figures}; of ${countOf(n, 'row')}, ${rows}).`
}

function namesCandidate(line: string, name: string): boolean {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(`(?<![\\w-])${escaped}(?![\\w-])`, 'u').test(line)
}
