import type { QualityFigure } from '../../../contracts/report.ts'
import { formatQuality, formatQualityRange } from '../../../report/words/format-quality.ts'

/** "83.3 % (55.2 to 95.3, 12 rows)": a score with its 95 % interval. */
export function scoreWords(score: QualityFigure): string {
  const { metric, value, n } = score
  const rows = n === 1 ? 'row' : 'rows'
  return `${formatQuality(value, metric)} (${formatQualityRange(score, metric)}, ${n} ${rows})`
}
