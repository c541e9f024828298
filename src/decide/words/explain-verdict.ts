import type { LabelMore } from '../../contracts/report.ts'
import { scorerOf } from '../../scorers/scorer-of.ts'
import type { Arm, DecisionRules } from '../arm.ts'
import type { Standing } from '../eligibility.ts'
import type { PricedStanding, TableRow } from '../verdict-table.ts'
import { describeClause } from './describe-clause.ts'
import { kindInWords, scoreWithInterval } from './describe-arm.ts'
import { choiceWords } from './family-words.ts'
import { differenceOfQuality, rangeOfDifference, targetWords } from './quality-words.ts'

/** What the fairness line needs: the largest language model that took part in a prompted arm. */
export interface ModelFacts {
  largestPromptedParameters?: number
  hostedTookPart: boolean
}

export interface VerdictFacts {
  standings: PricedStanding[]
  row: TableRow
  reference: Arm | undefined
  rules: DecisionRules
  models: ModelFacts
  n: number
  labelMore?: LabelMore
}

/** Below this many parameters a prompted model is not the best prompting can do. */
const smallModel = 3e9

/**
 * The reasons of a verdict: first what to do, second the number with its interval and the best prompt beside it, then
 * why not the others. No p value: those stand in the comparisons.
 */
export function explainVerdict(facts: VerdictFacts): string[] {
  const { row, standings } = facts
  // Where every arm is out, each is told what it failed.
  const others = row.row === '3' ? standings : standings.filter((standing) => standing !== row.arm)
  return [firstLine(facts), secondLine(facts), ...others.map((other) => whyNot(other, facts))].filter(
    (line) => line !== '',
  )
}

function firstLine({ row, standings }: VerdictFacts): string {
  const name = row.arm?.arm.name
  const described = row.arm === undefined ? '' : ` (${kindInWords(row.arm.arm.kind)})`
  if (row.row === '5' || row.row === '5b') return `Use ${choiceWords(row.choice)}: ${name}${described}.`
  if (row.row === '3') return `Use none of these ${standings.length}: each misses a criterion.`
  if (row.row === '4') return `Not settled: ${name} qualifies, but no prompt was measured on the same rows.`
  return name === undefined ? 'Not settled: nothing was measured.' : `Not settled: ${name} leads${described}.`
}

function secondLine(facts: VerdictFacts): string {
  const { row, rules, standings, n } = facts
  if (row.arm === undefined) return ''
  const target = targetWords(rules)
  const shown = row.arm.state === 'eligible' ? '' : ` on ${n} test ${n === 1 ? 'row' : 'rows'}`
  const prompts = standings.filter(({ arm }) => arm.family === 'prompt' && arm !== row.arm?.arm)
  const [best] = prompts.toSorted((a, b) => b.quality.merit - a.quality.merit)
  const prompt =
    best === undefined ? '' : ` Best prompt: ${scoreWithInterval(best.arm, rules)} with ${best.arm.name}.`
  return `${scoreWithInterval(row.arm.arm, rules)}${shown}, ${target}${levelWords(rules)}.${prompt}${fairness(facts)}`
}

/** A second look at a test set is judged more strictly, and the reader is told. */
function levelWords({ alpha }: DecisionRules): string {
  return alpha >= 0.05
    ? ''
    : ` (tested at ${Number((100 * alpha).toPrecision(2))} %: this test set was opened before)`
}

/** Says so when the strongest prompted model was a small one. */
function fairness({ models, standings }: VerdictFacts): string {
  const parameters = models.largestPromptedParameters
  if (!standings.some(({ arm }) => arm.family === 'prompt') || models.hostedTookPart) return ''
  if (parameters === undefined || parameters > smallModel) return ''
  const size = parameters >= 1e9 ? `${(parameters / 1e9).toFixed(1)}B` : `${Math.round(parameters / 1e6)}M`
  return ` The largest language model measured has ${size} parameters.`
}

function whyNot(standing: PricedStanding, facts: VerdictFacts): string {
  const { arm, againstReference } = standing
  const compared =
    againstReference === undefined || facts.reference === undefined
      ? ''
      : ` ${differenceWords(standing, { reference: facts.reference, rules: facts.rules })}`
  if (standing.state === 'out')
    return `${arm.name}: ${standing.clauses.map((clause) => describeClause(clause, standing, facts.rules)).join('; ')}.${compared}`
  if (standing.state === 'open')
    return `${arm.name}: not shown to be good enough yet (${standing.clauses.map((clause) => describeClause(clause, standing, facts.rules)).join('; ')}).${compared}`
  return `${arm.name} qualifies too (${scoreWithInterval(arm, facts.rules)}); it is not chosen because it is ${dearerOrLessSimple(standing, facts.row.arm)}.${compared}`
}

function dearerOrLessSimple(standing: PricedStanding, chosen: PricedStanding | undefined): string {
  const mine = standing.arm.cost.perQuery?.value
  const its = chosen?.arm.cost.perQuery?.value
  return mine !== undefined && its !== undefined && mine > its * 1.05
    ? 'dearer'
    : 'less simple at no lower cost'
}

function differenceWords(
  { againstReference, arm }: Standing,
  { reference, rules }: { reference: Arm; rules: DecisionRules },
): string {
  if (againstReference === undefined) return ''
  const { difference, discordant } = againstReference.comparison
  const [b, c] = discordant
  const figures = `${differenceOfQuality(difference.value, rules)} (${rangeOfDifference(difference, rules)}`
  const counts = scorerOf(rules.metric).isRate
    ? `only ${arm.name} has ${b} of the rows right, only ${reference.name} ${c}`
    : `${arm.name} is better on ${b} of the rows, ${reference.name} on ${c}`
  return `Against ${reference.name}: ${figures}; ${counts}).`
}
