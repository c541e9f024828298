import type { DataReport } from '../../contracts/report.ts'
import { countOf, formatCount } from './format-count.ts'
import { formatMargin } from './format-difference.ts'
import { formatQualityTarget } from './format-quality.ts'
import { metricWords } from './metric-words.ts'

/** What these test rows can show, before any model runs (decision.md §2.5), one sentence a line. */
export function enoughWords({ enough }: DataReport, metric = 'accuracy'): string[] {
  if (!metricWords(metric).isShare) return [scoreWords]
  const lines = [
    targetWords(enough, metric),
    `Where two equally good candidates disagree on one row in ten, these rows can show "not worse by ` +
      `${formatMargin(enough.smallestDifference, metric)}"; your margin they would show ` +
      `${Math.round(enough.powerAtMargin * 100)} times in 100.`,
  ]
  if (enough.labelMore !== undefined && enough.labelMore > 0) {
    lines.push(
      `With ${countOf(enough.labelMore, 'more labelled test row')} the target could be shown at all, if every row were right.`,
    )
  }
  return lines
}

const scoreWords =
  'For a score that is not right or wrong, what these rows can show depends on its spread, seen on validation.'

function targetWords({ rows, canShow }: DataReport['enough'], metric: string): string {
  const target = formatQualityTarget(canShow.target, metric)
  if (canShow.lowestPassing === null) {
    return `${countOf(rows, 'test row')} cannot show ${target}, not even with every row right.`
  }
  return `To show ${target}, at least ${formatCount(canShow.lowestPassing)} of ${countOf(rows, 'test row')} must be right.`
}
