import type { DecisionRules } from '../arm.ts'
import type { Standing } from '../eligibility.ts'
import { percent } from './percent.ts'

/** One clause of a standing in words: what was asked and what these rows say. */
export function describeClause(clause: string, standing: Standing, rules: DecisionRules): string {
  const { quality, arm } = standing
  if (clause === 'non-inferiority') return describeNonInferiority(standing, rules)
  if (clause !== 'quality') return describeHard(clause, standing)
  if (quality.fails)
    return `at most ${percent(quality.upperBound)} right (95 % bound), target ${percent(rules.target, 0)}`
  if (quality.pValue > rules.alpha)
    return `at least ${percent(quality.lowerBound)} right is shown, target ${percent(rules.target, 0)}`
  return besideOthers(arm.name)
}

function describeNonInferiority(
  { againstReference, arm }: Standing,
  { margin, alpha }: DecisionRules,
): string {
  const size = percent(margin, 0)
  if (againstReference?.comparison.nonInferior === 'fails')
    return `worse than the reference by more than ${size}`
  if ((againstReference?.nonInferiorP ?? 0) <= alpha) return besideOthers(arm.name)
  return `that it is not worse than the reference by ${size} is not shown`
}

function besideOthers(name: string): string {
  return `${name} passes alone, not beside the other claims made on these rows`
}

function describeHard(criterion: string, { arm }: Standing): string {
  const judged = arm.hard.find((entry) => entry.criterion === criterion)
  if (judged === undefined || judged.value === null) return `${criterion} is unknown`
  const figure = (value: number) => `${Number(value.toPrecision(3))}`
  const bound = judged.bound === null ? 'no bound from so few rows' : `95 % bound ${figure(judged.bound)}`
  return `${criterion} is ${figure(judged.value)} (${bound}), allowed ${figure(judged.target)}`
}
