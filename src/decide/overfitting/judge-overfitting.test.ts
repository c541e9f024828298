import { expect, test } from 'vitest'
import type { TrainingReport } from '../../contracts/training-report.ts'
import { judgeOverfitting } from './judge-overfitting.ts'

function trainingOf(
  losses: [train: number, validation: number, value: number][],
  more: Partial<TrainingReport> = {},
): TrainingReport {
  return {
    rows: 100,
    metric: 'chrF',
    epochs: losses.map(([trainLoss, validationLoss, value], index) => ({
      epoch: index + 1,
      trainLoss,
      validationLoss,
      value,
      rows: 60,
    })),
    chosen: losses.length,
    regularisation: [],
    ...more,
  }
}

test('losses that fall together are healthy', () => {
  expect(
    judgeOverfitting(
      trainingOf([
        [2.8, 2.3, 0.3],
        [2.2, 2.1, 0.34],
      ]),
    ),
  ).toEqual({
    level: 'healthy',
    served: 'healthy',
    because: [
      'validation loss 2.10 at epoch 2, its lowest or close to it',
      'train loss 2.20 against 2.10 on validation rows at epoch 2',
    ],
  })
})

test('a validation loss that climbs while the train loss vanishes is severe', () => {
  const judged = judgeOverfitting(
    trainingOf([
      [2.5, 2.4, 0.3],
      [0.9, 2.6, 0.31],
      [0.1, 3.2, 0.32],
    ]),
  )
  expect(judged).toMatchObject({ level: 'severe', served: 'severe' })
  expect(judged.because).toContain('validation loss 3.20 at epoch 3, 33 % above its lowest (2.40)')
  expect(judged.next).toContain('it had 100')
})

test('early stopping keeps the served epoch healthy, and both are said', () => {
  const losses: [number, number, number][] = [
    [2.5, 2.4, 0.35],
    [0.9, 2.6, 0.31],
    [0.1, 3.2, 0.32],
  ]
  const judged = judgeOverfitting(trainingOf(losses, { chosen: 1 }))
  expect(judged).toMatchObject({ level: 'severe', served: 'healthy' })
  expect(judged.because).toContain('epoch 1 of 3 is served')
  expect(judged.next).toBe('Early stopping kept it from what is served. Fewer epochs would save the time.')
})

test('a classifier is judged by its answers: knowing its rows by heart does no harm by itself', () => {
  const losses: [number, number, number][] = [
    [0.9, 0.5, 0.9],
    [0.02, 0.5, 0.92],
  ]
  const metric = 'accuracy'
  const near = { metric, onTrain: { value: 1, rows: 60 } } as const
  expect(judgeOverfitting(trainingOf(losses, near)).level).toBe('healthy')
  const far: [number, number, number][] = [
    [0.9, 0.5, 0.5],
    [0.02, 0.5, 0.6],
  ]
  expect(judgeOverfitting(trainingOf(far, near))).toMatchObject({
    level: 'severe',
    because: ['100 % right of 60 rows it learnt from, 60 % of 60 validation rows'],
  })
})

test('answers recited from other rows count once there is more than one', () => {
  const losses: [number, number, number][] = [[2.2, 2.1, 0.3]]
  const level = (rows: number) => judgeOverfitting(trainingOf(losses, { memorised: { rows, of: 60 } })).level
  expect([0, 1, 2, 6].map(level)).toEqual(['healthy', 'healthy', 'mild', 'severe'])
})

test('without validation losses nothing is made up', () => {
  const training = trainingOf([[2, 0, 0.3]])
  const epochs = training.epochs.map((epoch) => ({ ...epoch, validationLoss: null }))
  expect(judgeOverfitting({ ...training, epochs })).toEqual({
    level: 'healthy',
    served: 'healthy',
    because: [],
  })
})

const healthy: [number, number, number][] = [[2.2, 2.1, 0.3]]
const severe: [number, number, number][] = [
  [2.6, 2.4, 0.3],
  [0.4, 3.2, 0.32],
]
const known = { count: 3, others: 63, exposureBits: { mean: 6, max: 6 }, recited: 2 }
const unknown = { count: 3, others: 63, exposureBits: { mean: 1, max: 2 }, recited: 0 }
const byHeart = expect.stringMatching(/^Whoever can ask the model may get single training rows out of it: /u)

test('canary rows that a model knows make a healthy training mild, never severe, and say what to do', () => {
  const judged = judgeOverfitting(trainingOf(healthy, { canaries: known }))
  expect(judged).toMatchObject({ level: 'mild', served: 'mild', next: byHeart })
  expect(judged.because.at(-1)).toMatch(
    /^canary rows: 2 of 3 made-up codes recited, .*: single rows are learnt by heart$/u,
  )
})

test('canary rows that it does not know change no level and give no advice', () => {
  const judged = judgeOverfitting(trainingOf(healthy, { canaries: unknown }))
  expect(judged).toMatchObject({ level: 'healthy', served: 'healthy' })
  expect(judged.next).toBeUndefined()
  expect(judged.because.at(-1)).toMatch(/: no sign that single rows are learnt by heart$/u)
})

test('a severe training stays what it is, with the advice of both', () => {
  const judged = judgeOverfitting(trainingOf(severe, { canaries: known }))
  expect(judged).toMatchObject({ level: 'severe', served: 'severe' })
  expect(judged.next).toMatch(/^Do not trust what it writes beyond its rows: .*\. Whoever can ask/u)
  const quiet = judgeOverfitting(trainingOf(severe, { canaries: unknown }))
  expect(quiet.next).toBe(judgeOverfitting(trainingOf(severe)).next)
})

test('where early stopping kept the epochs from it but the served one knows its canaries, that is no comfort', () => {
  const judged = judgeOverfitting(trainingOf(severe, { chosen: 1, canaries: known }))
  expect(judged).toMatchObject({ level: 'severe', served: 'mild', next: byHeart })
})

test('a classifier that knows its canaries keeps its level, and the words are said', () => {
  const judged = judgeOverfitting(trainingOf(healthy, { metric: 'accuracy', canaries: known }))
  expect(judged).toMatchObject({ level: 'healthy', served: 'healthy', next: byHeart })
  expect(judged.because.at(-1)).toContain('single rows are learnt by heart')
})
