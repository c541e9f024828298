import type { LabelMore } from '../contracts/report.ts'
import { normalQuantile } from '../stats/normal-quantile.ts'
import { smallestMargin } from '../stats/smallest-margin.ts'
import type { DecisionRules } from './arm.ts'
import type { Standing } from './eligibility.ts'
import type { ArmComparison } from './compare/compare-arms.ts'
import { validityCriterion } from './criteria/validity.ts'
import { larger, rowsForForm, rowsForMargin, rowsForTarget } from './rows-needed.ts'
import { cautiousWords, describeClause } from './words/describe-clause.ts'
import { marginWords, qualityWords, targetWords } from './words/quality-words.ts'
import { countWords, twoDigits } from './words/two-digits.ts'

/** Beyond this multiple of the present rows, say what these rows can show instead. */
const tooManyTimes = 10

/**
 * How many more labelled test rows would settle an open arm (decision.md §6): power .8 at α_k over the claims still
 * open; the larger of what its open clauses need. A clause that is shown needs none.
 */
export function labelMoreFor(standing: Standing, rules: DecisionRules, claimsOpen: number): LabelMore {
  const alpha = rules.alpha / Math.max(1, claimsOpen)
  const n = standing.arm.rows.length
  const isOpen = (clause: string) => standing.clauses.includes(clause)
  const quality = isOpen('quality') ? rowsForTarget(standing.quality, rules, alpha) : 0
  const compared = isOpen('non-inferiority') ? standing.againstReference : undefined
  const gain = compared?.gain ?? 0
  const margin = (difference: number) => rowsForMargin(compared, { ...rules, alpha, difference })
  const [observed, equal, cautious] = [margin(gain), margin(0), margin(Math.min(gain, 0))]
  const form = isOpen(validityCriterion) ? rowsForForm(standing.arm) : 0
  const needed = larger(larger(quality, cautious), form)
  const total = needed === null ? null : Math.max(needed, n)
  const reason = reasonFor({ standing, rules, total, quality, form, alpha })
  return {
    rows: total === null ? null : total - n,
    total,
    forClaim: claimOf({ quality, cautious, form }),
    ifAsObserved: larger(larger(quality, observed), form),
    ifEqual: larger(larger(quality, equal), form),
    alpha,
    ...(reason === undefined ? {} : { reason }),
  }
}

/** Whether test rows can settle an open clause: not what a candidate costs, nor a form that nobody knows. */
export function isSettledByRows({ clauses, arm }: Pick<Standing, 'clauses' | 'arm'>): boolean {
  const isFormOpen = clauses.includes(validityCriterion) && rowsForForm(arm) !== 0
  return isFormOpen || clauses.some((clause) => clause === 'quality' || clause === 'non-inferiority')
}

/** The clause that needs most; of clauses that no number of rows shows, what is said of them goes before. */
function claimOf(needs: {
  quality: number | null
  cautious: number | null
  form: number | null
}): LabelMore['forClaim'] {
  const { quality, cautious, form } = needs
  const others = larger(quality, cautious)
  if (others !== null && (form === null || form > others)) return 'validity'
  return cautious !== null && (quality ?? 0) < cautious ? 'non-inferiority' : 'quality'
}

function reasonFor(options: {
  standing: Standing
  rules: DecisionRules
  total: number | null
  quality: number | null
  form: number | null
  alpha: number
}): string | undefined {
  const { standing, rules, total, quality, form, alpha } = options
  const n = standing.arm.rows.length
  if (quality === null)
    return `${standing.arm.name} is at ${qualityWords(standing.quality.value, rules)}, not beyond the ${targetWords(rules)}: more labelled test rows cannot show it`
  if (form === null)
    return `${describeClause(validityCriterion, standing, rules)}: more test rows of ${standing.arm.name} cannot show it`
  if (total === null)
    return `${standing.arm.name} is behind the reference by the margin or more: more labelled test rows cannot show that it is not worse`
  if (total <= tooManyTimes * n) return undefined
  const needed = `settling it would take about ${countWords(twoDigits(total))} labelled test rows, more than ${tooManyTimes} times the present ${countWords(n)}`
  if (form === total) return `${needed}; ${describeClause(validityCriterion, standing, rules)}`
  if (standing.againstReference === undefined || (quality ?? 0) === total)
    return `${needed}; these show ${cautiousWords(standing.quality.cautiousBound, rules)}`
  const margin = marginShown(standing.againstReference, { n, alpha })
  return `${needed}; the smallest margin these can show is ${marginWords({ ...rules, margin })}`
}

/** The smallest margin n rows show between equals, power .8. */
function marginShown(
  { comparison, deviation }: ArmComparison,
  { n, alpha }: { n: number; alpha: number },
): number {
  if (deviation !== undefined)
    return ((normalQuantile(1 - alpha) + normalQuantile(0.8)) * deviation) / Math.sqrt(n)
  const [b, c] = comparison.discordant
  return smallestMargin({ n, discordance: (b + c) / n, alpha })
}
