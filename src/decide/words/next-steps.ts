import type { LearningCurve } from '../../contracts/data-change.ts'
import type { LabelMore } from '../../contracts/report.ts'
import type { Task } from '../../contracts/task.ts'
import { validityCriterion } from '../criteria/validity.ts'
import type { TableRow } from '../verdict-table.ts'
import type { ModelFacts } from './explain-verdict.ts'
import { countWords, twoDigits } from './two-digits.ts'
import { usdWords } from './usd-words.ts'

/** What to do next, first things first: commands where there are any. */
export function nextSteps(facts: {
  row: TableRow
  task: Pick<Task, 'costs' | 'kind'>
  models: ModelFacts
  labelMore?: LabelMore
  learningCurve?: LearningCurve
}): string[] {
  const { row, labelMore, task } = facts
  const steps: string[] = []
  if (row.missing !== undefined) steps.push(measureMissing(row.missing, task.kind))
  if (row.row === '5' || row.row === '5b') steps.push(useIt(row))
  if (labelMore !== undefined) steps.push(labelAdvice(labelMore, task.costs.labelUsd))
  steps.push(...unknownPrice(row), ...mendForm(row))
  if (row.row === '3' || row.row === '6' || labelMore?.rows === null)
    steps.push(trainingAdvice(facts.learningCurve))
  if (!facts.models.hostedTookPart && row.row !== '1') steps.push(addStronger(facts.models))
  return steps
}

/** A prompt is as good as its model: how to measure a stronger one, and what that costs. */
function addStronger({ stronger }: ModelFacts): string {
  const recorded = 'predictions made elsewhere compete under `recorded:` in the task file'
  if (stronger === undefined) return `bring a stronger prompt: ${recorded}`
  const { model, questions, usd } = stronger
  const price = usd === undefined ? 'at a price nobody here knows' : `about ${usdWords(usd)}`
  return `measure a stronger prompted model: models: { language: [${model}] } in the task file, then crossover run (some ${twoDigits(questions)} questions, ${price}); or ${recorded}`
}

/** Test rows buy certainty, training rows quality: how much, by the learning curve (decision.md §8). */
function trainingAdvice(curve: LearningCurve | undefined): string {
  const raise = 'what can raise quality: more training rows, or a stronger model'
  if (curve === undefined) return raise
  const { doubling } = curve
  if (doubling.result === 'cannot-say')
    return `${raise}; what twice the training rows would gain cannot be said yet (${doubling.reason})`
  const [low, high] = [doubling.low, doubling.high].map((gain) => (100 * gain).toFixed(1).replace('-', '−'))
  return `${raise}; twice the training rows are likely to gain ${low} to ${high} points (learning curve of ${curve.method})`
}

/** What keeps a leader open that no row can settle: a price nobody knows. */
function unknownPrice({ row, arm }: TableRow): string[] {
  const isOpen = arm?.clauses.includes('costPerQueryUsd') ?? false
  if (arm === undefined || !isOpen || !['2', '6'].includes(row)) return []
  return [`say what it costs: ${arm.arm.cost.unknown ?? `${arm.arm.name} has no price`}`]
}

/** What keeps a leader from the form that is asked for, where more rows do not help. */
function mendForm({ row, arm }: TableRow): string[] {
  if (arm === undefined || !arm.clauses.includes(validityCriterion) || !['2', '3', '6'].includes(row))
    return []
  const { name, hard } = arm.arm
  const judged = hard.find(({ criterion }) => criterion === validityCriterion)
  if (judged === undefined || judged.value === null)
    return [
      `say how the answers of ${name} came to their form: \`validity\` in each line of its recorded file`,
    ]
  if (judged.value > judged.target) return []
  return [
    `get more of ${name}'s answers into the asked form: a demonstration of it, a simpler form, or a model that keeps to a schema`,
  ]
}

function useIt({ arm }: TableRow): string {
  return arm?.arm.kind === 'recorded'
    ? 'its predictions were recorded elsewhere: serve it from there'
    : 'crossover predict "…" to try it'
}

function measureMissing(missing: readonly string[], kind: Task['kind']): string {
  const names = {
    prompt: 'a prompted model (crossover run, without --no-llm)',
    tune:
      kind === 'generation'
        ? 'a trained model (this version trains none for texts: bring its answers under recorded:)'
        : 'a trained model (methods: must name tune; crossover engine add onnx installs what it needs)',
  }
  return `measure ${missing.map((family) => names[family as keyof typeof names]).join(' and ')}`
}

/** "label N more test rows", with what that costs, or why rows would not settle it. */
export function labelAdvice({ rows, total, reason, forClaim }: LabelMore, labelUsd: number): string {
  if (reason !== undefined) return reason
  if (rows === null || total === null) return 'more rows would not settle it'
  if (rows === 0) return 'the rows are enough for the quality claim; see the clause that is open'
  if (forClaim === 'shortfall')
    return `label at least ${rows} more test ${rows === 1 ? 'row' : 'rows'} (${total} in all): with fewer no result can show the target, and to show it takes more unless nearly all are right`
  const advised = twoDigits(rows)
  const price = labelUsd > 0 ? `, about ${usdWords(advised * labelUsd)} of labelling` : ''
  return `label ${countWords(advised)} more test ${advised === 1 ? 'row' : 'rows'} (${countWords(total - rows + advised)} in all${price})`
}
