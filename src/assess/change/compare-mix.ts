import type { MixChange } from '../../contracts/data-change.ts'
import { mixTest } from '../../stats/mix-test.ts'
import { countLabels } from '../count-labels.ts'
import { fewestRowsToCompare } from './compare-inputs.ts'

interface LabelledRow {
  expected: string
}

const labelsShown = 4

/** Whether answers come in other shares than in a reference. It says nothing about how well anything answers. */
export function compareMix(
  reference: readonly LabelledRow[],
  rows: readonly LabelledRow[],
  { seed, alpha }: { seed: number; alpha: number },
): MixChange {
  const sizes = { rows: rows.length, reference: reference.length }
  if (Math.min(sizes.rows, sizes.reference) < fewestRowsToCompare)
    return { ...sizes, result: 'cannot-say', labels: [] }
  const [before, now] = [countLabels(reference), countLabels(rows)]
  const counts = [...new Set([...before.keys(), ...now.keys()])].map((label) => ({
    label,
    first: before.get(label) ?? 0,
    second: now.get(label) ?? 0,
  }))
  const { pValue, stability, stabilityByChance } = mixTest(counts, { seed })
  const labels = counts
    .map(({ label, first, second }) => ({ label, before: first / sizes.reference, now: second / sizes.rows }))
    .toSorted((a, b) => Math.abs(b.now - b.before) - Math.abs(a.now - a.before))
    .slice(0, labelsShown)
  return {
    ...sizes,
    result: pValue <= alpha ? 'changed' : 'same',
    pValue,
    stability,
    stabilityByChance,
    labels,
  }
}
