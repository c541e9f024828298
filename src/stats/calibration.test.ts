import { expect, it } from 'vitest'
import { brier } from './brier.ts'
import { eceOfPerfect } from './ece-of-perfect.ts'
import { expectedCalibrationError } from './expected-calibration-error.ts'
import { logLoss } from './log-loss.ts'

const answers = [
  { confidence: 0.9, correct: true },
  { confidence: 0.6, correct: false },
]

it('scores two answers as by hand', () => {
  expect(brier(answers)).toBeCloseTo((0.1 ** 2 + 0.6 ** 2) / 2, 12)
  expect(logLoss(answers)).toBeCloseTo(-(Math.log(0.9) + Math.log(0.4)) / 2, 12)
})

it('keeps a sure and wrong answer finite', () => {
  expect(logLoss([{ confidence: 1, correct: false }])).toBeCloseTo(13.8155, 3)
})

it('sums the gaps of bins of equal mass', () => {
  // Bins {.6 wrong}, {.9 right}: (|.6 − 0| + |.9 − 1|)/2; one bin: |.75 − .5|.
  expect(expectedCalibrationError(answers, 2)).toBeCloseTo(0.35, 12)
  expect(expectedCalibrationError(answers, 1)).toBeCloseTo(0.25, 12)
  expect(expectedCalibrationError(answers, 10)).toBeCloseTo(0.35, 12)
})

it('shows .039 on average and .056 in one of twenty for a perfect model of 300 answers that is 92.5 % sure', () => {
  const { mean, p95 } = eceOfPerfect(
    Array.from({ length: 300 }, () => 0.925),
    { seed: 1, draws: 5000 },
  )
  expect(Math.abs(mean - 0.039)).toBeLessThan(0.0015)
  expect(Math.abs(p95 - 0.056)).toBeLessThan(0.002)
})

it('refuses to score nothing', () => {
  expect(() => brier([])).toThrow('number of answers is 0. It must be an integer of at least 1.')
})
