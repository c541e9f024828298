import { jsonObjectSchema, type JsonObject } from '../../contracts/json.ts'
import type { TrainingSplit } from '../../contracts/method.ts'
import type { Simplified } from '../../contracts/prompt-report.ts'
import type { Task } from '../../contracts/task.ts'
import type { Arm } from '../../decide/arm.ts'
import { compareArms } from '../../decide/compare/compare-arms.ts'
import { scoreAnswers } from '../../evaluate/score-answers.ts'
import { simplerPrompts, type Simplification } from '../../methods/prompt/simplify/simpler-prompts.ts'
import { priceQueries } from '../../prices/price-queries.ts'
import { meritOf } from '../../scorers/merit-of.ts'
import { askRows } from './ask-rows.ts'
import { fitOne } from './fit-one.ts'
import type { RunContext } from './run-context.ts'
import { armRows } from './arm-rows.ts'
import type { ValidatedCandidate } from './validate-candidates.ts'

/**
 * One in five: one simpler prompt that is worse by the whole margin passes no more often than that. A selection, as the choice
 * of the best prompt is one; 60 rows could never pass the 5 % of a claim. What goes on is judged on the test set.
 */
const selectionAlpha = 0.2
/** Saving less than this share of the tokens is not worth another prompt. */
const leastSaved = 0.05

/** A simpler prompt on the rows of the best, and what the comparison says. */
interface Trial {
  dropped: string[]
  validated: ValidatedCandidate
  tokens: number
  pValue: number
  isNotWorse: boolean
}

/**
 * Puts the simplest prompt that is not worse in the place of the prompted finalist: prompts that were validated on the same
 * rows anyway, and the finalist without one part or several. Asked only where the finalist reaches the target on validation
 * (another is not chosen, however short it is) and while there is budget for searching prompts.
 */
export async function simplifyPrompt(
  run: RunContext,
  finalists: readonly ValidatedCandidate[],
  { candidates, split }: { candidates: readonly ValidatedCandidate[]; split: TrainingSplit },
): Promise<ValidatedCandidate[]> {
  const simplified: ValidatedCandidate[] = []
  for (const finalist of finalists) {
    const isPrompt = finalist.candidate.family === 'prompt' && finalist.candidate.kind !== 'recorded'
    simplified.push(
      isPrompt && reachesTarget(finalist, run.task)
        ? await simplestOf(run, finalist, { candidates, split })
        : finalist,
    )
  }
  return simplified
}

function reachesTarget({ validation }: ValidatedCandidate, { success }: Task): boolean {
  if (validation === undefined) return false
  const { metric, atLeast, atMost } = success.quality
  const value = atLeast ?? atMost ?? 0
  return meritOf(validation) >= meritOf({ metric, value })
}

async function simplestOf(
  run: RunContext,
  best: ValidatedCandidate,
  { candidates, split }: { candidates: readonly ValidatedCandidate[]; split: TrainingSplit },
): Promise<ValidatedCandidate> {
  const trials = rivalsOf(run, best, candidates)
  const singles = admitted(run, best)
  for (const single of singles) trials.push(...(await tryWithout(run, best, { less: [single], split })))
  const passing = trials.filter(({ isNotWorse, validated }) => isNotWorse && !candidates.includes(validated))
  const [first, ...others] = passing.toSorted((one, other) => one.tokens - other.tokens)
  let dropped = first?.dropped ?? []
  for (const { dropped: more } of others) {
    const less = singles.filter((single) => [...dropped, ...more].includes(single.dropped))
    const [both] = await tryWithout(run, best, { less, split })
    if (both === undefined) continue
    trials.push(both)
    if (both.isNotWorse) dropped = both.dropped
  }
  const limit = tokensOf(best) * (1 - leastSaved)
  const [simplest] = trials
    .filter(({ isNotWorse, tokens }) => isNotWorse && tokens <= limit)
    .toSorted((one, other) => one.tokens - other.tokens)
  if (simplest === undefined) return best
  return tell(run, { ...simplest.validated, simplified: recordOf(run, best, { simplest, trials }) })
}

/** Simpler prompts that answered the same rows already: they cost nothing. */
function rivalsOf(
  run: RunContext,
  best: ValidatedCandidate,
  candidates: readonly ValidatedCandidate[],
): Trial[] {
  const ids = new Set(best.answered.map(({ row }) => row.id))
  return candidates
    .filter(
      (rival) =>
        rival.candidate.family === 'prompt' &&
        rival.candidate.version !== best.candidate.version &&
        rival.candidate.models[0]?.name === best.candidate.models[0]?.name &&
        rival.answered.length === best.answered.length &&
        rival.answered.every(({ row }) => ids.has(row.id)) &&
        tokensOf(rival) < tokensOf(best),
    )
    .map((rival) =>
      compare(run, best, {
        validated: rival,
        dropped: [`what ${best.candidate.name} has beyond ${rival.candidate.name}`],
      }),
    )
}

/** What may be dropped, as far as the budget goes: each alone, and each once more together with others. */
function admitted({ task, searchBudget, events }: RunContext, best: ValidatedCandidate): Simplification[] {
  const { budgetMinutes, budgetCalls = Number.POSITIVE_INFINITY } = task.prompting
  const rows = best.answered.length
  if (budgetMinutes === 0 || rows === 0) return []
  const most = Math.floor((budgetCalls / rows + 1) / 2)
  const singles = simplerPrompts(best.candidate, task).slice(0, Math.max(0, most))
  if (singles.length === 0) return []
  const refused = searchBudget.admitCalls({
    name: `${best.candidate.name}, simpler`,
    language: best.candidate.models[0]?.name,
    calls: rows * (2 * singles.length - 1),
  })
  if (refused === undefined) return singles
  events.notice(`${best.candidate.name} is not tried in simpler forms: ${refused.reason}`)
  return []
}

/** The prompt without some parts, on the rows of the best; nothing where that leaves it as it is or some rows fail. */
async function tryWithout(
  run: RunContext,
  best: ValidatedCandidate,
  { less, split }: { less: readonly Simplification[]; split: TrainingSplit },
): Promise<Trial[]> {
  const given = jsonObjectSchema.parse(best.candidate.spec)
  const spec = less.reduce<JsonObject>((from, one) => one.apply(from), given)
  const outcome = await fitOne(run, { method: best.method, spec }, split)
  if (!('candidate' in outcome) || outcome.candidate.version === best.candidate.version) return []
  const candidate = { ...outcome.candidate, name: `${best.candidate.name}, simpler` }
  run.store.candidates.save(candidate)
  const rows = best.answered.map(({ row }) => row)
  const { answered, failed } = await askRows(run, candidate, { rows, label: `${candidate.name}: validation` })
  if (failed.length > 0) return []
  const { quality } = run.task.success
  const validation = scoreAnswers(answered, { metric: quality.metric, seed: run.task.seed })
  const validated = {
    method: best.method,
    candidate,
    answered,
    failed: 0,
    ...(validation === undefined ? {} : { validation }),
  }
  return [compare(run, best, { validated, dropped: less.map(({ dropped }) => dropped) })]
}

function compare(
  { task }: RunContext,
  best: ValidatedCandidate,
  { validated, dropped }: Pick<Trial, 'validated' | 'dropped'>,
): Trial {
  const { metric, atLeast, atMost, notWorseBy } = task.success.quality
  const { nonInferiorP } = compareArms(armOf(validated, task), armOf(best, task), {
    metric,
    target: atLeast ?? atMost ?? 0,
    margin: notWorseBy,
    alpha: selectionAlpha,
    seed: task.seed,
  })
  return {
    dropped,
    validated,
    tokens: tokensOf(validated),
    pValue: nonInferiorP,
    isNotWorse: nonInferiorP <= selectionAlpha,
  }
}

/** Rows in one order: the two are compared row by row. */
function armOf({ candidate, answered }: ValidatedCandidate, { success }: Task): Arm {
  const { name, kind, family, version } = candidate
  const ordered = answered.toSorted((one, other) => (one.row.id < other.row.id ? -1 : 1))
  const rows = armRows(ordered, success.quality.metric)
  return {
    name,
    kind,
    family,
    version,
    rows,
    latenciesMs: [],
    cost: { upFrontUsd: 0, fitSeconds: 0 },
    hard: [],
  }
}

/** Mean tokens of a question and its answer; none known is as much as can be. */
function tokensOf({ answered }: ValidatedCandidate): number {
  const usages = answered.flatMap(({ prediction }) => prediction.usage ?? [])
  if (usages.length === 0) return Number.MAX_SAFE_INTEGER
  return usages.reduce((sum, usage) => sum + usage.inputTokens + usage.outputTokens, 0) / usages.length
}

function recordOf(
  { task }: RunContext,
  best: ValidatedCandidate,
  { simplest, trials }: { simplest: Trial; trials: readonly Trial[] },
): Simplified {
  const usd = [best, simplest.validated].map((one) => costOf(one, task))
  const [before, after] = usd
  const { metric, notWorseBy } = task.success.quality
  return {
    from: best.candidate.name,
    dropped: simplest.dropped,
    test: ['accuracy', 'exactMatch'].includes(metric)
      ? 'paired score test of Tango, one-sided'
      : 'paired bootstrap (BCa), one-sided',
    alpha: selectionAlpha,
    margin: notWorseBy,
    rows: best.answered.length,
    tokensSaved: tokensOf(best) - simplest.tokens,
    ...(before === undefined || after === undefined ? {} : { usdSavedPerQuery: before - after }),
    tried: trials.map(({ dropped, tokens, pValue, isNotWorse, validated }) => ({
      dropped: dropped.join(', '),
      value: validated.validation?.value ?? 0,
      tokens,
      pValue,
      notWorse: isNotWorse,
    })),
  }
}

/** Of a hosted model what its tokens cost; of one on this machine, its busy time. */
function costOf({ candidate, answered }: ValidatedCandidate, task: Task): number | undefined {
  const predictions = answered.map(({ prediction }) => prediction)
  const computeMs = predictions.flatMap((prediction) => prediction.computeMs ?? [])
  const { perQuery, busyPerQuery } = priceQueries(candidate, { predictions, computeMs }, task)
  return busyPerQuery ?? perQuery?.value
}

function tell(run: RunContext, one: ValidatedCandidate): ValidatedCandidate {
  const { simplified, candidate, validation } = one
  run.events.scored({ name: candidate.name, kind: candidate.kind, ...(validation && { validation }) })
  if (simplified !== undefined)
    run.events.notice(
      `${candidate.name} goes on for ${simplified.from}: ${Math.round(simplified.tokensSaved)} tokens a question less without ${simplified.dropped.join(', ')}; on ${simplified.rows} validation rows it is not worse by the margin (a selection, at ${selectionAlpha})`,
    )
  return one
}
