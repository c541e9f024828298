import { scorerOf } from '../../scorers/scorer-of.ts'
import type { DecisionRules } from '../arm.ts'
import type { Standing } from '../eligibility.ts'
import { marginWords, qualityWords, targetWords } from './quality-words.ts'

/** One clause of a standing in words: what was asked and what these rows say. */
export function describeClause(clause: string, standing: Standing, rules: DecisionRules): string {
  const { quality, arm } = standing
  if (clause === 'non-inferiority') return describeNonInferiority(standing, rules)
  if (clause !== 'quality') return describeHard(clause, standing)
  if (quality.fails) return `${hopefulWords(quality.hopefulBound, rules)} (95 % bound), ${targetWords(rules)}`
  if (quality.pValue > rules.alpha)
    return `${cautiousWords(quality.cautiousBound, rules)} is shown, ${targetWords(rules)}`
  return besideOthers(arm.name)
}

function hopefulWords(bound: number, rules: DecisionRules): string {
  const { isRate, higherIsBetter } = scorerOf(rules.metric)
  return `${higherIsBetter ? 'at most' : 'at least'} ${qualityWords(bound, rules)}${isRate ? ' right' : ''}`
}

/** What these rows show at the cautious end. */
export function cautiousWords(bound: number, rules: DecisionRules): string {
  const { isRate, higherIsBetter } = scorerOf(rules.metric)
  return `${higherIsBetter ? 'at least' : 'at most'} ${qualityWords(bound, rules)}${isRate ? ' right' : ''}`
}

function describeNonInferiority({ againstReference, arm }: Standing, rules: DecisionRules): string {
  const size = marginWords(rules)
  if (againstReference?.comparison.nonInferior === 'fails')
    return `worse than the reference by more than ${size}`
  if ((againstReference?.nonInferiorP ?? 0) <= rules.alpha) return besideOthers(arm.name)
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
