import type { FigureReference, Reason } from '../../contracts/reason.ts'
import { scorerOf } from '../../scorers/scorer-of.ts'
import type { Arm, DecisionRules } from '../arm.ts'
import type { Standing } from '../eligibility.ts'
import { simplicityOf } from '../simplicity.ts'
import { isCheaper, type PricedStanding, type TableRow } from '../verdict-table.ts'
import { scoreWithInterval } from './describe-arm.ts'
import { describeClause } from './describe-clause.ts'
import { differenceOfQuality, rangeOfDifference } from './quality-words.ts'
import { comparisonFigure, figuresOfClauses, qualityFigure, totalFigures } from './reference-figures.ts'

interface Facts {
  row: TableRow
  reference: Arm | undefined
  rules: DecisionRules
}

/** Why a finalist is not the one: its clause, or what the other is better in; then its difference from the reference. */
export function explainOther(standing: PricedStanding, facts: Facts): Reason {
  const { arm, state, clauses } = standing
  const difference = differenceWords(standing, facts)
  const described = clauses.map((clause) => describeClause(clause, standing, facts.rules)).join('; ')
  const compared: FigureReference[] =
    difference === '' ? [] : [comparisonFigure(arm.name, facts.reference?.name ?? '')]
  if (state !== 'eligible')
    return {
      text:
        state === 'out'
          ? `${arm.name}: ${described}.${difference}`
          : `${arm.name}: not shown to be good enough yet (${described}).${difference}`,
      figures: distinct([...figuresOfClauses(standing), ...compared]),
    }
  return {
    text: `${arm.name} qualifies too (${scoreWithInterval(arm, facts.rules)}); it is not chosen because it is ${secondBest(standing, facts.row.arm)}.${difference}`,
    figures: distinct([
      qualityFigure(arm.name),
      ...totalFigures([standing, ...(facts.row.arm === undefined ? [] : [facts.row.arm])]),
      ...compared,
    ]),
  }
}

/** By the rule that chose: cost first, then simplicity, then quality. */
function secondBest(standing: PricedStanding, chosen: PricedStanding | undefined): string {
  if (chosen === undefined) return 'second'
  if (isCheaper(chosen, standing)) return 'dearer'
  return simplicityOf(standing.arm) > simplicityOf(chosen.arm)
    ? 'less simple at no clearly lower cost'
    : 'as simple, no clearly cheaper, and no better on these rows'
}

function differenceWords({ againstReference, arm }: Standing, { reference, rules }: Facts): string {
  if (againstReference === undefined || reference === undefined) return ''
  const { difference, discordant } = againstReference.comparison
  const [b, c] = discordant
  const figures = `${differenceOfQuality(difference.value, rules)} (${rangeOfDifference(difference, rules)}`
  const counts = scorerOf(rules.metric).isRate
    ? `${rowsWords(b)} only ${arm.name} has right, ${c} only ${reference.name}`
    : `${arm.name} is better on ${rowsWords(b)}, ${reference.name} on ${c}`
  return ` Against ${reference.name}: ${figures}; ${counts}).`
}

function rowsWords(count: number): string {
  return `${count} ${count === 1 ? 'row' : 'rows'}`
}

function distinct(figures: readonly FigureReference[]): FigureReference[] {
  return [...new Map(figures.map((figure) => [JSON.stringify(figure), figure])).values()]
}
