import { expect, it } from 'vitest'
import { minimise } from './minimise.ts'

/** Rosenbrock's valley: (1 − x)² + 100 (y − x²)², smallest at (1, 1). */
function rosenbrock(point: Float64Array, gradient: Float64Array): number {
  const [x = 0, y = 0] = point
  gradient[0] = -2 * (1 - x) - 400 * x * (y - x * x)
  gradient[1] = 200 * (y - x * x)
  return (1 - x) ** 2 + 100 * (y - x * x) ** 2
}

const problem = { start: Float64Array.of(-1.2, 1), evaluate: rosenbrock, tolerance: 1e-8, maxIterations: 100 }

it('walks a curved valley to its lowest point and leaves the start alone', () => {
  const { point, converged, iterations } = minimise(problem)
  expect(point[0]).toBeCloseTo(1, 6)
  expect(point[1]).toBeCloseTo(1, 6)
  expect(converged).toBe(true)
  expect(iterations).toBeLessThan(60)
  expect([...problem.start]).toEqual([-1.2, 1])
})

it('says when iterations ran out', () => {
  expect(minimise({ ...problem, maxIterations: 3 })).toMatchObject({ converged: false, iterations: 3 })
})
