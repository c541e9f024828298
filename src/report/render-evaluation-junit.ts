import { criterionCase } from './junit/criterion-case.ts'
import { junitXml, type JunitCase } from './junit/junit-xml.ts'
import type { Evaluation } from '../contracts/evaluation.ts'
import { countOf } from './words/format-count.ts'

/** An evaluation for the test page of a CI. A target that the rows show neither met nor missed is a skipped case: it stops nothing. */
export function renderEvaluationJunit(facts: Evaluation, task: { name: string }): string {
  const { candidate, on, quality, meets } = facts
  const criteria =
    quality === undefined || meets === undefined
      ? []
      : [criterionCase(meets, { metric: quality.metric, quality, unsettled: 'skipped' })]
  const { meetsValidity } = facts
  if (meetsValidity !== undefined)
    criteria.push(criterionCase(meetsValidity, { metric: quality?.metric ?? '', unsettled: 'skipped' }))
  const suite = { name: `${candidate.name} on ${on}`, cases: [...criteria, answersCase(facts)] }
  return junitXml([suite], { task: task.name })
}

function answersCase({ rows, failed }: Evaluation): JunitCase {
  const name = 'every row has an answer'
  const text = `${failed} of ${countOf(rows, 'row')} without an answer`
  if (failed === 0) return { name, text }
  return { name, outcome: { is: 'error', type: 'incomplete', message: text }, text }
}
