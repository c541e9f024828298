import { expect, it } from 'vitest'
import { brier } from './brier.ts'
import { expectedCalibrationError } from './expected-calibration-error.ts'
import { fitTemperature } from './fit-temperature.ts'

it('finds the temperature at which what was said is what is found: 4 of 5 right', () => {
  // Two classes at p = 0.9 for the first: log odds 2.197. Right 4 times of 5: log odds ln 4 = 1.386, so T = 2.197 / 1.386.
  const probabilities = Float32Array.from({ length: 10 }, (_, at) => (at % 2 === 0 ? 0.9 : 0.1))
  expect(fitTemperature({ probabilities, classes: 2, targets: [0, 0, 0, 0, 1] })).toBeCloseTo(
    Math.log(9) / Math.log(4),
    3,
  )
})

it('makes a model that is too sure believable: Brier and calibration error fall', () => {
  const sure = [0.99, 0.98, 0.97, 0.95]
  const targets = Array.from({ length: 40 }, (_, row) => Number(row % 10 >= 7))
  const probabilities = Float32Array.from(
    targets.flatMap((_, row) => [sure[row % 4] ?? 0, 1 - (sure[row % 4] ?? 0)]),
  )
  const temperature = fitTemperature({ probabilities, classes: 2, targets })
  const at = (power: number) =>
    targets.map((target, row) => {
      const odds = ((sure[row % 4] ?? 0) / (1 - (sure[row % 4] ?? 0))) ** (1 / power)
      return { confidence: odds / (1 + odds), correct: target === 0 }
    })
  expect(temperature).toBeGreaterThan(2)
  expect(brier(at(1))).toBeGreaterThan(0.27)
  expect(brier(at(temperature))).toBeLessThan(0.22)
  expect(expectedCalibrationError(at(1), 4)).toBeGreaterThan(0.25)
  expect(expectedCalibrationError(at(temperature), 4)).toBeLessThan(0.15)
})

it('stays within 0.2 and 5, and is 1 where no row has a known class', () => {
  const probabilities = Float32Array.from([0.9, 0.1, 0.9, 0.1])
  expect(fitTemperature({ probabilities, classes: 2, targets: [0, 0] })).toBeCloseTo(0.2, 3)
  expect(fitTemperature({ probabilities, classes: 2, targets: [1, 1] })).toBeCloseTo(5, 3)
  expect(fitTemperature({ probabilities, classes: 2, targets: [-1, -1] })).toBe(1)
})

it('says which shape does not fit', () => {
  expect(() => fitTemperature({ probabilities: new Float32Array(3), classes: 2, targets: [0] })).toThrow(
    'probabilities holds 3 numbers. 1 rows of 2 need 2.',
  )
})
