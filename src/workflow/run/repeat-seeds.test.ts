import { afterEach, expect, test } from 'vitest'
import type { Method } from '../../contracts/method.ts'
import { EngineError } from '../../errors.ts'
import { methodOf } from '../../methods/registry.ts'
import { repeatSeeds } from './repeat-seeds.ts'
import { searchRig, validatedBy, type SearchRig } from './search-rig.fixture.ts'
import type { ValidatedCandidate } from './validate-candidates.ts'

const rigs: SearchRig[] = []
afterEach(() => {
  for (const rig of rigs.splice(0)) rig.close()
})

/** The n-gram model in the place of one that is trained in Python: who repeats seeds does not look inside. */
const trained: Method = { ...methodOf('baseline/ngram-linear'), needs: ['trainer'] }

test('a trained finalist is its recipe: three seeds, the best of them served, the same rows for each', async () => {
  const { repeat, finalist } = await kitchen()
  const [best] = await repeat([finalist], [finalist])
  expect(best?.seeds?.values.map(({ seed, rows }) => [seed, rows])).toEqual([
    [1, 30],
    [2, 30],
    [3, 30],
  ])
  expect(best?.seeds).toMatchObject({ metric: 'accuracy', collapsed: 0 })
  const highest = Math.max(...(best?.seeds?.values ?? []).map(({ value }) => value))
  expect(best?.validation?.value).toBe(highest)
})

test('a seed that is no better than the floor has collapsed', async () => {
  const { repeat, finalist } = await kitchen()
  const candidate = { ...finalist.candidate, kind: 'baseline/majority' }
  const validation = finalist.validation && { ...finalist.validation, value: 1 }
  const floor: ValidatedCandidate = { ...finalist, candidate, ...(validation && { validation }) }
  const [best] = await repeat([finalist], [finalist, floor])
  expect(best?.seeds?.collapsed).toBe(3)
})

test('one seed is said where the budget does not allow three, and what is not trained is left alone', async () => {
  const { repeat, finalist } = await kitchen()
  const slow = { ...finalist, candidate: { ...finalist.candidate, fitCost: { seconds: 600 } } }
  const [only] = await repeat([slow], [slow])
  expect(only?.seeds).toMatchObject({
    values: [{ seed: 1 }],
    onlyOne: 'three seeds would take about 30 min; tuning.budgetMinutes allows 20',
  })
  const quick = { ...finalist, method: methodOf('baseline/ngram-linear') }
  expect(await repeat([quick], [quick])).toEqual([quick])
})

test('a seed whose training fails is told, and the run goes on', async () => {
  const { repeat, finalist } = await kitchen()
  const diverging: Method = {
    ...trained,
    fit: (spec, split, context) => {
      if (context.seed === 2)
        return Promise.reject(new EngineError('The loss became nan: training diverged.'))
      return trained.fit(spec, split, context)
    },
  }
  const unsteady = { ...finalist, method: diverging }
  const [best] = await repeat([unsteady], [unsteady])
  expect(best?.seeds?.values.map(({ seed }) => seed)).toEqual([1, 3])
  expect(best?.seeds?.failed).toEqual([{ seed: 2, reason: 'The loss became nan: training diverged' }])
})

async function kitchen() {
  const rig = searchRig(
    { models: { language: ['local:a'] }, prompting: { budgetMinutes: 0 }, validation: 30 },
    () => 'bread',
  )
  rigs.push(rig)
  const run = rig.run()
  const finalist = await validatedBy(rig, trained)
  const repeat = (finalists: ValidatedCandidate[], candidates: ValidatedCandidate[]) =>
    repeatSeeds(run, finalists, { candidates, split: rig.split })
  return { repeat, finalist }
}
