import type { CriterionResult } from '../../contracts/report.ts'
import { criterionWords } from '../words/criterion-words.ts'
import type { JunitCase } from './junit-xml.ts'

const missed = 'The rows show that it is missed'
const unsure = 'These rows show it neither met nor missed'

/**
 * A criterion as a test case: what is shown to be missed fails.
 *
 * @param unsettled what a criterion is that the rows show neither way: it stops a verdict, and does not stop an evaluation.
 */
export function criterionCase(
  { criterion, target, value, bound, result }: CriterionResult,
  { metric, unsettled }: { metric: string; unsettled: 'failure' | 'skipped' },
): JunitCase {
  const { format, formatTarget } = criterionWords(criterion, metric)
  const figures = [
    value === null ? 'not measured' : `measured ${format(value)}`,
    ...(bound === null ? [] : [`bound ${format(bound)}`]),
    `target ${formatTarget(target)}`,
  ].join(', ')
  if (result === 'meets') return { name: criterion, text: figures }
  const is = result === 'fails' ? 'failure' : unsettled
  const message = `${result === 'fails' ? missed : unsure}: ${figures}`
  return { name: criterion, outcome: { is, type: result, message }, text: figures }
}
