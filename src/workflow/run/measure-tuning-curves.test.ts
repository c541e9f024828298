import { afterEach, expect, test } from 'vitest'
import type { Method } from '../../contracts/method.ts'
import { methodOf } from '../../methods/registry.ts'
import { measureTuningCurves } from './measure-tuning-curves.ts'
import { searchRig, validatedBy, type SearchRig } from './search-rig.fixture.ts'
import type { ValidatedCandidate } from './validate-candidates.ts'

const rigs: SearchRig[] = []
afterEach(() => {
  for (const rig of rigs.splice(0)) rig.close()
})

/** The n-gram model as a tuned one: whoever draws the curve does not look inside. */
const tuned: Method = methodOf('baseline/ngram-linear')

test('a tuned finalist is fitted on a quarter and a half of its rows, and doubling has its price', async () => {
  const { finalist, measure } = await kitchen(120)
  const [measured] = await measure(finalist)
  const curve = measured?.tuningCurve
  expect(curve?.points.map(({ rows, tested }) => [rows, tested])).toEqual([
    [30, 30],
    [60, 30],
    [120, 30],
  ])
  expect(curve?.points.at(-1)?.value).toBe(finalist.validation?.value)
  expect(curve?.labelUsd).toBe(60)
})

test('no curve on few rows, beyond the budget, or of a prompt', async () => {
  const few = await kitchen(40)
  expect(await few.measure(few.finalist)).toEqual([few.finalist])
  const { finalist, measure } = await kitchen(120)
  const slow = { ...finalist, candidate: { ...finalist.candidate, fitCost: { seconds: 3600 } } }
  const prompt = { ...finalist, candidate: { ...finalist.candidate, family: 'prompt' as const } }
  expect(await measure(slow)).toEqual([slow])
  expect(await measure(prompt)).toEqual([prompt])
})

async function kitchen(train: number) {
  const rig = searchRig(
    { models: { language: ['local:a'] }, prompting: { budgetMinutes: 0 }, train, validation: 30 },
    () => 'bread',
  )
  rigs.push(rig)
  const run = rig.run()
  const validated = await validatedBy(rig, tuned)
  const finalist: ValidatedCandidate = {
    ...validated,
    candidate: { ...validated.candidate, family: 'tune' },
  }
  return { finalist, measure: (one: ValidatedCandidate) => measureTuningCurves(run, [one], rig.split) }
}
