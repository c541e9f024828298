import type { FigureReference, Reason } from '../../contracts/reason.ts'
import type { LabelMore } from '../../contracts/report.ts'
import type { Task } from '../../contracts/task.ts'
import type { Arm, DecisionRules, StoppedArm } from '../arm.ts'
import type { PricedStanding, TableRow } from '../verdict-table.ts'
import { choiceWords } from './family-words.ts'
import { kindInWords, scoreWithInterval } from './describe-arm.ts'
import { describeClause } from './describe-clause.ts'
import { explainCost } from './explain-cost.ts'
import { explainOther } from './explain-other.ts'
import { targetWords } from './quality-words.ts'
import { figuresOfClauses, qualityFigure, totalFigures } from './reference-figures.ts'

/** What the fairness line needs: the largest language model that took part in a prompted arm. */
export interface ModelFacts {
  largestPromptedParameters?: number
  hostedTookPart: boolean
  /** Name of the strongest model that a prompted arm asked. */
  strongest?: string
  /** A stronger one that can be added, and what measuring it may cost. */
  stronger?: { model: string; questions: number; usd?: number }
}

export interface VerdictFacts {
  task: Pick<Task, 'costs' | 'volume'>
  standings: PricedStanding[]
  row: TableRow
  reference: Arm | undefined
  rules: DecisionRules
  models: ModelFacts
  n: number
  labelMore?: LabelMore
  stopped?: readonly StoppedArm[]
}

/** Up to this many parameters a prompted model is not the best prompting can do. */
const smallModel = 3e9

/**
 * The reasons of a verdict, each with the figures it was made from: first what to do, second the number with its interval and
 * the best prompt beside it, then money, then why not the others. No p value: those stand in the comparisons.
 */
export function explainVerdict(facts: VerdictFacts): Reason[] {
  const { row, standings } = facts
  // Where every arm is out, each is told what it failed.
  const others = row.row === '3' ? standings : standings.filter((standing) => standing !== row.arm)
  return [
    firstLine(facts),
    secondLine(facts),
    openLine(facts),
    explainCost(facts),
    ...others.map((other) => explainOther(other, facts)),
    ...(facts.stopped ?? []).map((arm) => explainStopped(arm, facts)),
  ].filter(({ text }) => text !== '')
}

function explainStopped({ name, rows, clause }: StoppedArm, { n, reference }: VerdictFacts): Reason {
  const why =
    clause === 'quality'
      ? 'the target is out of its reach'
      : `it is bound to be worse than ${reference?.name ?? 'the reference'} by more than the margin`
  return {
    text: `${name}: stopped after ${rows} of the ${n} test rows, since ${why} even if it had all the rest right. It is no finalist and is not ranked.`,
    figures: [{ candidate: name, figure: 'stopped' }],
  }
}

function firstLine({ row, standings }: VerdictFacts): Reason {
  const name = row.arm?.arm.name
  const described = row.arm === undefined ? '' : ` (${kindInWords(row.arm.arm.kind)})`
  const figures = row.arm === undefined ? [] : [qualityFigure(row.arm.arm.name)]
  if (row.row === '5' || row.row === '5b')
    return {
      text: `Use ${choiceWords(row.choice)}: ${name}${described}.`,
      figures: [...figures, ...totalFigures(standings.filter(({ state }) => state === 'eligible'))],
    }
  if (row.row === '3')
    return {
      text: `Use none of these ${standings.length}: each misses a criterion.`,
      figures: standings.map(({ arm }) => qualityFigure(arm.name)),
    }
  if (row.row === '4')
    return { text: `Not settled: ${name} qualifies, but no prompt was measured on the same rows.`, figures }
  const text =
    name === undefined ? 'Not settled: nothing was measured.' : `Not settled: ${name} leads${described}.`
  return { text, figures }
}

function secondLine(facts: VerdictFacts): Reason {
  const { row, rules, standings, n } = facts
  if (row.arm === undefined) return { text: '', figures: [] }
  const target = targetWords(rules)
  const shown = row.arm.state === 'eligible' ? '' : ` on ${n} test ${n === 1 ? 'row' : 'rows'}`
  const prompts = standings.filter(({ arm }) => arm.family === 'prompt' && arm !== row.arm?.arm)
  const [best] = prompts.toSorted((a, b) => b.quality.merit - a.quality.merit)
  const prompt =
    best === undefined ? '' : ` Best prompt: ${scoreWithInterval(best.arm, rules)} with ${best.arm.name}.`
  const figures: FigureReference[] = [row.arm, ...(best === undefined ? [] : [best])].map(({ arm }) =>
    qualityFigure(arm.name),
  )
  return {
    text: `${row.row === '3' ? `Closest, ${row.arm.arm.name}: ` : ''}${scoreWithInterval(row.arm.arm, rules)}${shown}, ${target}${levelWords(rules)}.${prompt}${fairness(facts)}`,
    figures,
  }
}

/** Why the leader is not the choice. */
function openLine({ row, rules }: VerdictFacts): Reason {
  const { arm } = row
  if (arm === undefined || arm.state !== 'open' || row.row === '1') return { text: '', figures: [] }
  const described = arm.clauses.map((clause) => describeClause(clause, arm, rules)).join('; ')
  return { text: `Not shown yet for ${arm.arm.name}: ${described}.`, figures: figuresOfClauses(arm) }
}

/** A second look at a test set is judged more strictly, and the reader is told. */
function levelWords({ alpha }: DecisionRules): string {
  return alpha >= 0.05
    ? ''
    : ` (tested at ${Number((100 * alpha).toPrecision(2))} %: this test set was opened before)`
}

/** Names the strongest prompted model, and says so when it was a small one. */
function fairness({ models, standings }: VerdictFacts): string {
  if (!standings.some(({ arm }) => arm.family === 'prompt')) return ''
  const parameters = models.largestPromptedParameters
  const name = models.strongest
  if (models.hostedTookPart || parameters === undefined || parameters > smallModel)
    return name === undefined ? '' : ` The strongest language model prompted was ${name}.`
  const size = parameters >= 1e9 ? `${(parameters / 1e9).toFixed(1)}B` : `${Math.round(parameters / 1e6)}M`
  return ` The largest language model measured has ${size} parameters${name === undefined ? '' : ` (${name})`}.`
}
