import type {
  DataChange,
  InputShift,
  LabelSuspect,
  LearningCurve,
  MixChange,
} from '../../contracts/data-change.ts'
import type { Finding } from '../../contracts/report.ts'
import { countOf, listShort, percentOf } from '../finding.ts'

/** What was found with an embedder. */
export interface ChangeFacts {
  change: DataChange
  poolRows: number
  learningCurve?: LearningCurve
  labelSuspects?: LabelSuspect[]
}

const mostRowsNamed = 50

/** The findings that follow: shifts and missing regions, changed mixes, suspected label errors. */
export function changeFindings(facts: ChangeFacts): Finding[] {
  return [
    ...testShift(facts.change),
    ...productionShift(facts.change),
    ...missingRegions(facts.change),
    ...mixChange(facts.change),
    ...labelErrors(facts),
  ]
}

function testShift({ test }: DataChange): Finding[] {
  if (test?.result !== 'different') return []
  return [
    {
      check: 'test-shift',
      severity: 'warning',
      count: test.rows,
      rows: [],
      message: `Test inputs do not look like those of train: ${aucWords(test)}.`,
      next: 'Ask where each came from: a score on this test set says how candidates do there.',
    },
  ]
}

function productionShift({ production, periods }: DataChange): Finding[] {
  const changed = periods.filter(({ input }) => input.result === 'different')
  const isDifferent = production?.result === 'different'
  if (!isDifferent && changed.length === 0) return []
  const [first] = changed
  const since = first === undefined ? '' : ` First seen in ${first.name}: ${aucWords(first.input)}.`
  const overall = isDifferent && first === undefined ? `: ${aucWords(production)}` : ''
  const what = production === undefined ? 'Later inputs' : 'Production inputs'
  return [
    {
      check: 'input-shift',
      severity: 'warning',
      count: changed.reduce((sum, { rows }) => sum + rows, 0) || (production?.rows ?? 0),
      rows: [],
      message: `${what} do not look like those of train${overall}.${since}`,
      next: 'Label rows of the newer inputs, for train and for test: scores on the old ones no longer tell.',
    },
  ]
}

function missingRegions({ regions, production, test }: DataChange): Finding[] {
  const [first] = regions
  if (first === undefined) return []
  const rows = regions.reduce((sum, region) => sum + region.rows, 0)
  const whole = (first.from === 'production' ? production : test)?.rows ?? rows
  // Of a sealed test row there is little to read: it is named.
  const shown = regions.flatMap(({ from, examples }) =>
    examples.slice(0, 1).map(({ id, input }) => (from === 'test' ? id : `"${input}"`)),
  )
  return [
    {
      check: 'missing-regions',
      severity: 'warning',
      count: rows,
      rows: regions.flatMap(({ examples }) => examples.map(({ id }) => id)).slice(0, mostRowsNamed),
      message: `${countOf(rows, `${first.from} input`)}${whole >= rows ? ` (${percentOf(rows, whole)})` : ''} in ${countOf(regions.length, 'group')} are like nothing in train, such as ${listShort(shown, 3)}.`,
      next: 'Label some of each group, or decide that they are not to be answered.',
    },
  ]
}

function mixChange({ productionMix, periods }: DataChange): Finding[] {
  const changed = periods.filter(({ mix }) => mix?.result === 'changed')
  const mix = changed[0]?.mix ?? (productionMix?.result === 'changed' ? productionMix : undefined)
  if (mix === undefined) return []
  const when = changed.length === 0 ? '' : ` in ${listShort(changed.map(({ name }) => name))}`
  return [
    {
      check: 'mix-change',
      severity: 'note',
      count: changed.reduce((sum, period) => sum + (period.mix?.rows ?? 0), 0) || mix.rows,
      rows: [],
      message: `The mix of answers changed${when}: ${labelWords(mix)}. This is a change of mix, not a loss of accuracy.`,
      next: 'Let the test set have the mix you expect to serve.',
    },
  ]
}

/** A model that is wrong on a fifth of the rows is itself no good witness. */
const mostErrorOfWitness = 0.2

function labelErrors({ labelSuspects = [], poolRows, learningCurve }: ChangeFacts): Finding[] {
  const suspects = labelSuspects.filter(({ isConfident }) => isConfident)
  const [first] = suspects
  if (first === undefined) return []
  const error = learningCurve?.points.at(-1)?.error ?? 0
  const isPoor = error > mostErrorOfWitness
  const caution = isPoor
    ? ` That model is wrong on ${percentOf(error, 1)} of all rows, so many of these are right.`
    : ''
  return [
    {
      check: 'label-errors',
      severity: isPoor ? 'note' : 'warning',
      count: suspects.length,
      rows: suspects.slice(0, mostRowsNamed).map(({ id }) => id),
      message: `${countOf(suspects.length, 'train row')} (${percentOf(suspects.length, poolRows)}) may be labelled wrong: a model fitted without them confidently gives another label. The surest: ${first.id}, labelled "${first.label}", rather "${first.suggested}".${caution}`,
      next: 'Read them in this order and stop where most are right: crossover label --from train ranks them in.',
    },
  ]
}

function aucWords({ auc, pValue = 1 }: InputShift): string {
  if (auc === undefined) return 'too few rows'
  const digits = (value: number): string => value.toFixed(2).replace(/^0/u, '')
  return `a classifier tells them apart with an AUC of ${digits(auc.value)} (${digits(auc.low)} to ${digits(auc.high)}; .50 is chance), p ${pValue <= 0.001 ? '≤ .001' : `= ${pValue.toFixed(3).replace(/^0/u, '')}`}`
}

function labelWords({ labels }: MixChange): string {
  const percent = (share: number): string => percentOf(share, 1)
  return labels
    .slice(0, 3)
    .map(({ label, before, now }) => `"${label}" ${percent(before)} → ${percent(now)}`)
    .join(', ')
}
