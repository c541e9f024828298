import type { DecisionRules } from '../arm.ts'
import type { Standing } from '../eligibility.ts'
import { percent } from './percent.ts'

/** One clause of a standing in words: what was asked and what these rows say. */
export function describeClause(clause: string, standing: Standing, rules: DecisionRules): string {
  const { quality, againstReference, arm } = standing
  if (clause === 'non-inferiority') return `worse than the reference by more than ${percent(rules.margin, 0)}`
  if (clause !== 'quality') return describeHard(clause, standing)
  if (quality.fails)
    return `at most ${percent(quality.upperBound)} right (95 % bound), target ${percent(rules.target, 0)}`
  if (quality.pValue > rules.alpha)
    return `at least ${percent(quality.lowerBound)} right is shown, target ${percent(rules.target, 0)}`
  if (againstReference === undefined || againstReference.nonInferiorP <= rules.alpha)
    return `${arm.name} passes alone, not beside the other claims made on these rows`
  return `not worse than the reference by ${percent(rules.margin, 0)} is not shown`
}

function describeHard(criterion: string, { arm }: Standing): string {
  const judged = arm.hard.find((entry) => entry.criterion === criterion)
  if (judged === undefined || judged.value === null) return `${criterion} is unknown`
  const figure = (value: number) => `${Number(value.toPrecision(3))}`
  const bound = judged.bound === null ? 'no bound from so few rows' : `95 % bound ${figure(judged.bound)}`
  return `${criterion} is ${figure(judged.value)} (${bound}), allowed ${figure(judged.target)}`
}
