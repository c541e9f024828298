import type { Finding } from '../contracts/report.ts'
import { countLabels } from './count-labels.ts'
import { countOf, type DataCheck, listShort } from './finding.ts'

/** Train rows below which a label is learned by luck. */
export const fewTrainRows = 5
/** Test rows below which macro-F1 gates nothing (decision.md §4). */
const fewTestRows = 10

/** Labels with too few rows: in train to be learned, in test to be judged by macro-F1. */
export const checkRareLabels: DataCheck = (facts) => [...checkRareInTrain(facts), ...checkRareInTest(facts)]

const checkRareInTrain: DataCheck = ({ pool }) => {
  const counts = countLabels(pool)
  if (counts.size < 2) return []
  const rare = [...counts].filter(([, count]) => count < fewTrainRows).map(([label]) => label)
  return rareFinding(rare, {
    check: 'rare-label',
    message: `${countOf(rare.length, 'label')} ${rare.length === 1 ? 'has' : 'have'} fewer than ${fewTrainRows} train rows: ${listShort(rare)}.`,
    next: 'Label more rows of these first: they gain most from each.',
  })
}

const checkRareInTest: DataCheck = ({ split, task }) => {
  if (task.success.quality.metric !== 'macroF1') return []
  const rare = [...countLabels(split.test)].filter(([, count]) => count < fewTestRows).map(([label]) => label)
  return rareFinding(rare, {
    check: 'rare-label-in-test',
    message: `${countOf(rare.length, 'label')} ${rare.length === 1 ? 'has' : 'have'} fewer than ${fewTestRows} test rows: ${listShort(rare)}. Until then macroF1 decides nothing.`,
    next: 'Label more test rows of these, or judge by accuracy.',
  })
}

function rareFinding(
  labels: readonly string[],
  text: Pick<Finding, 'check' | 'message' | 'next'>,
): Finding[] {
  return labels.length === 0 ? [] : [{ ...text, severity: 'warning', count: labels.length, rows: [] }]
}
