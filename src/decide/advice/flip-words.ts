import type { FigureReference } from '../../contracts/reason.ts'
import { choiceWords } from '../words/family-words.ts'
import type { Decided, Outcome } from './what-if.ts'

/** What the verdict is then: "use head, a trained small model". */
export function outcomeWords({ choice, chosen }: Outcome): string {
  if (chosen !== undefined) return `use ${chosen}, ${choiceWords(choice)}`
  return choice === 'none' ? 'none of them is good enough' : 'not enough evidence to choose'
}

/** ", instead of retrieved"; empty where nothing is chosen now. */
export function insteadWords(now: Outcome): string {
  return now.chosen === undefined ? '' : `, instead of ${now.chosen}`
}

/** The parts of a flip that follow from the verdict there. */
export function outcomePart({ choice, chosen }: Outcome): Outcome {
  return { choice, ...(chosen === undefined ? {} : { chosen }) }
}

/** The running costs of the candidates whose price is known. */
export function queryCostFigures({ standings }: Decided): FigureReference[] {
  return standings.flatMap(({ arm }) =>
    arm.cost.perQuery === undefined ? [] : [{ candidate: arm.name, figure: 'costPerQueryUsd' }],
  )
}

/** A number as advice gives it, to two significant digits: 47,812 → "48,000", 0.4123 → "0.41". */
export function aboutWords(value: number): string {
  const rounded = Number(value.toPrecision(2))
  return rounded >= 1000 ? rounded.toLocaleString('en-US') : String(rounded)
}

/** How much dearer or cheaper: "at least 41 times as much", "at least 2 % more", "at least 98 % less". */
export function timesWords(factor: number): string {
  if (factor >= 2) return `at least ${aboutWords(factor)} times as much`
  const share = Math.max(1, Math.round(100 * Math.abs(factor - 1)))
  return `at least ${share} % ${factor > 1 ? 'more' : 'less'}`
}

/** A gain of a rate: "1 point", "1.3 points". */
export function pointsWords(gain: number): string {
  const points = Number((100 * gain).toFixed(1))
  return `${points} ${points === 1 ? 'point' : 'points'}`
}
