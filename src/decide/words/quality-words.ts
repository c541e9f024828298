import { scorerOf } from '../../scorers/scorer-of.ts'
import type { DecisionRules } from '../arm.ts'
import { percent, points } from './percent.ts'

type Rules = Pick<DecisionRules, 'metric'>

/** A figure of the metric: "92.8 %" for rates, "0.713" for scores. */
export function qualityWords(value: number, { metric }: Rules): string {
  return scorerOf(metric).isRate ? percent(value) : value.toFixed(3)
}

/** A target: "target 90 %", "target 0.8", "target at most 0.4" where less is better. */
export function targetWords({ metric, target }: Pick<DecisionRules, 'metric' | 'target'>): string {
  const { isRate, higherIsBetter } = scorerOf(metric)
  const figure = isRate ? percent(target, 0) : String(Number(target.toFixed(3)))
  return `target ${higherIsBetter ? '' : 'at most '}${figure}`
}

/** A margin: "3 points" of a rate, "0.03" of a score. */
export function marginWords({ metric, margin }: Pick<DecisionRules, 'metric' | 'margin'>): string {
  return scorerOf(metric).isRate ? marginPoints(margin) : String(Number(margin.toFixed(3)))
}

function marginPoints(margin: number): string {
  const value = Number((100 * margin).toFixed(1))
  return `${value} ${value === 1 ? 'point' : 'points'}`
}

/** A signed difference: "+3.4 points" of a rate, "+0.034" of a score. */
export function differenceOfQuality(difference: number, { metric }: Rules): string {
  return scorerOf(metric).isRate ? points(difference) : signed(difference, 3)
}

/** The ends of a difference's interval: "−0.5 to +7.3"-like figures without units. */
export function rangeOfDifference({ low, high }: { low: number; high: number }, { metric }: Rules): string {
  const { isRate } = scorerOf(metric)
  const figure = (value: number) => (isRate ? (value * 100).toFixed(1) : value.toFixed(3)).replace('-', '−')
  return `${figure(low)} to ${figure(high)}`
}

function signed(value: number, digits: number): string {
  return `${value > 0 ? '+' : ''}${value.toFixed(digits).replace('-', '−')}`
}
