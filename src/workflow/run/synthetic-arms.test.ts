import { expect, it } from 'vitest'
import type { Candidate } from '../../contracts/candidate.ts'
import type { Example } from '../../contracts/example.ts'
import type { FitContext, Method } from '../../contracts/method.ts'
import { trainingSplit } from '../../data/split/training-split.ts'
import { describeSyntheticGains, syntheticGains } from './synthetic-gains.ts'
import { isSyntheticArm, syntheticArms } from './synthetic-arms.ts'

const row = (id: string, expected = 'a'): Example => ({
  id,
  input: { text: id },
  expected,
  source: { file: 'f', line: 1 },
})
const method: Method = {
  kind: 'tune/head',
  family: 'tune',
  recipeVersion: 1,
  kinds: ['classification'],
  specs: () => [{}],
  refitsOnAll: true,
  fit: async (_spec, { train, validation }) => ({
    candidate: candidateOf('head', `${train.length} + ${validation.length}`),
  }),
  open: () => Promise.reject(new Error('not opened here')),
}
const prompt: Method = { ...method, kind: 'prompt/zero-shot', family: 'prompt' }
const rules = { metric: 'accuracy', target: 0.9, margin: 0.03, alpha: 0.05, seed: 1 } as const

function candidateOf(name: string, recipe: string): Candidate {
  const data = { train: '', validation: '' }
  const facts = { spec: {}, artifacts: [], parts: [], models: [], sampling: { temperature: 0 }, seed: 1 }
  return {
    ...facts,
    name,
    recipe,
    version: recipe,
    kind: 'tune/head',
    family: 'tune',
    data,
    fitCost: { seconds: 0 },
  }
}

it('tuned methods are followed by themselves with the written rows in train, never in validation', async () => {
  expect(syntheticArms([prompt, method], [])).toEqual([prompt, method])
  const arms = syntheticArms([prompt, method], [row('w1'), row('w2')])
  expect(arms.map((arm) => [arm.kind, isSyntheticArm(arm)])).toEqual([
    ['prompt/zero-shot', false],
    ['tune/head', false],
    ['tune/head', true],
  ])
  const split = trainingSplit({ train: [row('t')], validation: [row('v')] })
  const outcome = await arms[2]?.fit({}, split, {} as FitContext)
  expect(outcome).toMatchObject({ candidate: { name: 'head + synthetic', recipe: '3 + 1' } })
})

it('the gain is that of the rows both answered, with its interval, in words', () => {
  const [plain = method, arm = method] = syntheticArms([method], [row('w1'), row('w2')])
  const answered = (right: number, count: number) =>
    Array.from({ length: count }, (_, at) => ({
      row: row(`v${at}`),
      prediction: { output: at < right ? 'a' : 'b', validity: 'first' as const },
    }))
  const gains = syntheticGains(
    [
      { method: plain, candidate: candidateOf('head', '1'), answered: answered(40, 100), failed: 0 },
      {
        method: arm,
        candidate: candidateOf('head + synthetic', '2'),
        answered: answered(60, 101),
        failed: 0,
      },
    ],
    rules,
  )
  expect(gains).toMatchObject([
    { with: 'head + synthetic', without: 'head', rows: 2, n: 100, difference: { value: 0.2 } },
  ])
  // 20 rows only the one has right, none only the other: twice 0.5^20.
  expect(gains[0]?.pValue).toBeCloseTo(2 * 0.5 ** 20, 12)
  expect(describeSyntheticGains(gains, rules)[0]?.text).toMatch(
    /^head \+ synthetic: 2 rows a model wrote, \+20\.0 points, [\d.]+ to [\d.]+ against head on the same 100 validation rows: they help\.$/u,
  )
  const [gain] = gains
  if (gain === undefined) throw new Error('no gain')
  const worse = { ...gain, difference: { value: 0.02, low: 0.01, high: 0.03 } }
  expect(describeSyntheticGains([worse], { ...rules, metric: 'editEffort' })[0]?.text).toMatch(
    /they harm\.$/u,
  )
})
