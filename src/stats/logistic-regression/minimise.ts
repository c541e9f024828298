/** A smooth function to minimise. `evaluate` returns the value at `point` and writes the gradient there. */
export interface MinimiseProblem {
  start: Float64Array
  evaluate: (point: Float64Array, gradient: Float64Array) => number
  /** Product of a vector with an approximate inverse Hessian, symmetric and positive definite; default the vector. */
  precondition?: (vector: Float64Array) => Float64Array
  /** Stops when no component of the gradient is larger. */
  tolerance: number
  maxIterations: number
}

/** Where it stopped. `converged` is false when iterations ran out. */
export interface Minimum {
  point: Float64Array
  value: number
  iterations: number
  converged: boolean
}

/**
 * Limited-memory BFGS with ten pairs and a weak-Wolfe line search by bisection. When rounding leaves no descent it stops
 * where it is, which counts as converged.
 *
 * @see Nocedal & Wright 2006, Numerical Optimization, algorithms 7.4 and 7.5; Lewis & Overton 2013
 * for the line search; Hager & Zhang 2005 for its approximate condition
 */
export function minimise(problem: MinimiseProblem): Minimum {
  const { start, evaluate, tolerance, maxIterations, precondition = copyOf } = problem
  let here = visit(start.slice(), evaluate)
  const pairs: Pair[] = []
  for (let iterations = 0; iterations < maxIterations; iterations += 1) {
    if (largest(here.gradient) <= tolerance) return { ...here, iterations, converged: true }
    const direction = descentDirection({ gradient: here.gradient, pairs, precondition })
    const next = lineSearch(here, direction, evaluate)
    if (next === null) return { ...here, iterations, converged: true }
    remember(pairs, here, next)
    here = next
  }
  return { ...here, iterations: maxIterations, converged: largest(here.gradient) <= tolerance }
}

interface Visit {
  point: Float64Array
  gradient: Float64Array
  value: number
}

/** A step, the change of gradient along it, and 1 / (step · change). */
interface Pair {
  step: Float64Array
  change: Float64Array
  inverse: number
}

function visit(point: Float64Array, evaluate: MinimiseProblem['evaluate']): Visit {
  const gradient = new Float64Array(point.length)
  return { point, gradient, value: evaluate(point, gradient) }
}

/** −H · gradient by the two-loop recursion. */
function descentDirection(facts: {
  gradient: Float64Array
  pairs: readonly Pair[]
  precondition: (vector: Float64Array) => Float64Array
}): Float64Array {
  const { pairs, precondition } = facts
  const left = facts.gradient.map((value) => -value)
  const factors = pairs.toReversed().map(({ step, change, inverse }) => {
    const factor = inverse * dot(step, left)
    addScaled(left, change, -factor)
    return factor
  })
  const direction = precondition(left)
  const last = pairs.at(-1)
  const scale = last === undefined ? 1 : 1 / (last.inverse * dot(last.change, precondition(last.change)))
  for (let at = 0; at < direction.length; at += 1) direction[at] = (direction[at] ?? 0) * scale
  for (const [at, { step, change, inverse }] of pairs.entries()) {
    const factor = factors[pairs.length - 1 - at] ?? 0
    addScaled(direction, step, factor - inverse * dot(change, direction))
  }
  return direction
}

function lineSearch(
  here: Visit,
  direction: Float64Array,
  evaluate: MinimiseProblem['evaluate'],
): Visit | null {
  const slope = dot(here.gradient, direction)
  if (!(slope < 0)) return null
  let tooShort = 0
  let tooLong = Infinity
  let length = 1
  for (let attempt = 0; attempt < 30; attempt += 1) {
    const point = here.point.slice()
    addScaled(point, direction, length)
    const next = visit(point, evaluate)
    const slopeThere = dot(next.gradient, direction)
    if (!isDescent({ here, next, slope, slopeThere, length })) tooLong = length
    else if (slopeThere < 0.9 * slope) tooShort = length
    else return next
    length = tooLong === Infinity ? 2 * tooShort : (tooShort + tooLong) / 2
  }
  return null
}

/**
 * Armijo's condition; or, where the value changes by no more than its rounding, the approximate one on slopes alone:
 * slopes are known far better than differences of values.
 */
function isDescent(step: {
  here: Visit
  next: Visit
  slope: number
  slopeThere: number
  length: number
}): boolean {
  const { here, next, slope, slopeThere, length } = step
  if (next.value <= here.value + 1e-4 * length * slope) return true
  return next.value <= here.value + 1e-6 * Math.abs(here.value) && slopeThere <= -0.8 * slope
}

function remember(pairs: Pair[], from: Visit, to: Visit): void {
  const step = to.point.map((value, at) => value - (from.point[at] ?? 0))
  const change = to.gradient.map((value, at) => value - (from.gradient[at] ?? 0))
  const curvature = dot(step, change)
  if (curvature <= 0) return
  pairs.push({ step, change, inverse: 1 / curvature })
  if (pairs.length > 10) pairs.shift()
}

function copyOf(vector: Float64Array): Float64Array {
  return vector.slice()
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0)
  return sum
}

/** target += factor · source */
function addScaled(target: Float64Array, source: Float64Array, factor: number): void {
  for (let at = 0; at < target.length; at += 1) target[at] = (target[at] ?? 0) + factor * (source[at] ?? 0)
}

function largest(values: Float64Array): number {
  let most = 0
  for (const value of values) most = Math.max(most, Math.abs(value))
  return most
}
