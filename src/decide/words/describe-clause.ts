import { scorerOf } from '../../scorers/scorer-of.ts'
import { exactUpperBound } from '../../stats/exact-upper-bound.ts'
import type { DecisionRules } from '../arm.ts'
import { countUsable, validityCriterion } from '../criteria/validity.ts'
import type { Standing } from '../eligibility.ts'
import { percent } from './percent.ts'
import { marginWords, qualityWords, targetWords } from './quality-words.ts'

/** One clause of a standing in words: what was asked and what these rows say. */
export function describeClause(clause: string, standing: Standing, rules: DecisionRules): string {
  const { quality, arm } = standing
  if (clause === 'non-inferiority') return describeNonInferiority(standing, rules)
  if (clause === validityCriterion) return describeForm(arm)
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

/** The end of the bound that says what the rows show: the upper one where even that is too low. */
function describeForm({ hard, rows }: Standing['arm']): string {
  const judged = hard.find(({ criterion }) => criterion === validityCriterion)
  if (judged === undefined || judged.value === null)
    return 'how its answers came to their form is not known (validity)'
  const { usable, rows: n } = countUsable(rows)
  const end =
    judged.result === 'fails'
      ? `at most ${percent(exactUpperBound({ successes: usable, trials: n }))}, 95 % bound`
      : `at least ${percent(judged.bound ?? 0)} is shown`
  return `${usable} of ${n} answers had the asked form (${percent(judged.value)}; ${end}), at least ${Number((100 * judged.target).toFixed(2))} % asked`
}

function describeHard(criterion: string, { arm }: Standing): string {
  const judged = arm.hard.find((entry) => entry.criterion === criterion)
  if (judged === undefined || judged.value === null) return `${criterion} is unknown`
  const figure = (value: number) => `${Number(value.toPrecision(3))}`
  const bound = judged.bound === null ? 'no bound from so few rows' : `95 % bound ${figure(judged.bound)}`
  return `${criterion} is ${figure(judged.value)} (${bound}), allowed ${figure(judged.target)}`
}
