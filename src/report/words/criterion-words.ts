import type { CriterionResult } from '../../contracts/report.ts'
import { countOf } from './format-count.ts'
import { formatDifference } from './format-difference.ts'
import { formatMilliseconds } from './format-duration.ts'
import { formatQuality, formatQualityTarget } from './format-quality.ts'
import { formatUsd } from './format-usd.ts'

interface CriterionWords {
  /** One word for narrow places: "latency". */
  short: string
  format: (value: number) => string
  formatTarget: (target: number) => string
}

/** How a criterion is named and its values written. An unknown one keeps its own name and plain numbers. */
export function criterionWords(criterion: string, metric: string): CriterionWords {
  const found = families.find(({ pattern }) => pattern.test(criterion))
  if (found === undefined) return { short: criterion, format: plainNumber, formatTarget: plainNumber }
  const { short, format, formatTarget = format } = found
  return {
    short,
    format: (value) => format(value, metric),
    formatTarget: (target) => formatTarget(target, metric),
  }
}

interface CriterionFamily {
  pattern: RegExp
  short: string
  format: (value: number, metric: string) => string
  formatTarget?: (value: number, metric: string) => string
}

const families: CriterionFamily[] = [
  { pattern: /^not.?worse|inferior/i, short: 'not worse', format: formatDifference },
  {
    pattern: /^quality|^accuracy/i,
    short: 'quality',
    format: formatQuality,
    formatTarget: formatQualityTarget,
  },
  { pattern: /latency.*p50/i, short: 'latency p50', format: formatMilliseconds },
  { pattern: /latency.*p99/i, short: 'latency p99', format: formatMilliseconds },
  { pattern: /latency/i, short: 'latency', format: formatMilliseconds },
  { pattern: /ready|days/i, short: 'ready', format: formatDays },
  { pattern: /budget|up-?front/i, short: 'budget', format: formatUsd },
  { pattern: /cost|usd/i, short: 'cost', format: formatUsd },
  {
    pattern: /valid|format/i,
    short: 'format',
    format: (value) => formatQuality(value, 'accuracy'),
    formatTarget: (value) => formatQualityTarget(value, 'accuracy'),
  },
]

function formatDays(days: number): string {
  return days < 1 ? 'under a day' : countOf(days, 'day')
}

function plainNumber(value: number): string {
  return String(Number(value.toPrecision(4)))
}

/** The sign a result is shown by. The words beside it carry the meaning; the sign never stands alone for colour. */
export const resultSign: Record<CriterionResult['result'], string> = {
  meets: '✓',
  fails: '✗',
  'cannot-say': '?',
}

/** The result in words, for tables and screen readers. */
export const resultWords: Record<CriterionResult['result'], string> = {
  meets: 'meets',
  fails: 'fails',
  'cannot-say': 'cannot say',
}
