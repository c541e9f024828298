import type { CriterionResult, QualityFigure } from '../../contracts/report.ts'
import { countOf } from '../words/format-count.ts'
import { formatQualityRange } from '../words/format-quality.ts'
import { criterionWords } from '../words/criterion-words.ts'
import type { JunitCase } from './junit-xml.ts'

interface CriterionFacts {
  metric: string
  unsettled: 'failure' | 'skipped'
  quality?: QualityFigure | undefined
}

const missed = 'The rows show that it is missed'
const unsure = 'These rows show it neither met nor missed'

/**
 * A criterion as a test case: what is shown to be missed fails.
 *
 * @param unsettled what a criterion is that the rows show neither way: it stops a verdict, and does not stop an evaluation.
 * @param quality the figure behind a criterion of quality: its interval shows a miss as well, which the cautious bound does not.
 */
export function criterionCase(
  { criterion, target, value, bound, result }: CriterionResult,
  { metric, unsettled, quality }: CriterionFacts,
): JunitCase {
  const { short, format, formatTarget } = criterionWords(criterion, metric)
  const interval =
    quality === undefined || short !== 'quality'
      ? ''
      : ` (95 % interval ${formatQualityRange(quality, metric)}, ${countOf(quality.n, 'row')})`
  const figures = [
    value === null ? 'not measured' : `measured ${format(value)}${interval}`,
    ...(bound === null ? [] : [`cautious bound ${format(bound)}`]),
    `target ${formatTarget(target)}`,
  ].join(', ')
  if (result === 'meets') return { name: criterion, text: figures }
  const is = result === 'fails' ? 'failure' : unsettled
  const message = `${result === 'fails' ? missed : unsure}: ${figures}`
  return { name: criterion, outcome: { is, type: result, message }, text: figures }
}
