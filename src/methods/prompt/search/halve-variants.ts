import type { Candidate } from '../../../contracts/candidate.ts'
import type { Example } from '../../../contracts/example.ts'
import type { FitContext, ValidationScore } from '../../../contracts/method.ts'
import { DataError } from '../../../errors.ts'
import { randomSource } from '../../../stats/random-source.ts'
import { stratifiedOrder } from '../../../stats/stratified-sample.ts'
import { callsOfPlan, halvingPlan } from './halving-plan.ts'
import { selectionOptimism } from './selection-optimism.ts'

/** One way to write a prompt, with a name for the trace. */
export interface SearchVariant<Spec> {
  name: string
  spec: Spec
}

/** What is searched, on which validation rows, and with how many questions. */
export interface HalvingSearch<Spec> {
  /** In the order of preference: the last ones are not tried where calls are few. Names differ. */
  variants: readonly SearchVariant<Spec>[]
  rows: readonly Example[]
  fit(spec: Spec): Promise<Candidate>
  evaluate: FitContext['evaluate']
  calls: number
  seed: number
}

/** How far a variant came. */
export interface TracedVariant {
  name: string
  /** Validation rows it answered. */
  rows: number
  /** On those rows, more being better. */
  merit: number
  /** Mean tokens of a question and its answer; 0 where they are not known. */
  tokens: number
}

export interface HalvingResult<Spec> {
  best: SearchVariant<Spec>
  /** The best first, then those that came less far. Empty where nothing was asked. */
  trace: TracedVariant[]
  /** Questions of the whole search, those a run before paid for included: at most what was planned. */
  calls: number
  /**
   * How much the best's merit flatters itself at most, in the unit of a row's score: the optimism of each round's choice, weighed
   * by the share of the best's rows that the round had seen.
   */
  optimism: number
}

/**
 * Successive halving on validation rows. Rounds take growing, nested beginnings of one seeded order of rows, balanced by
 * answer; the better half by merit goes on, the one of fewer tokens on a tie. Nothing depends on the clock or on what was
 * answered before, so that a search that was killed goes on to the same result. Without rounds (see `halvingPlan`) the
 * first variant is the best.
 *
 * @throws DataError without variants.
 */
export async function halveVariants<Spec>(search: HalvingSearch<Spec>): Promise<HalvingResult<Spec>> {
  const { variants, rows, calls, seed } = search
  const [first] = variants
  if (first === undefined) throw new DataError('A search needs at least one variant.')
  const plan = halvingPlan({ variants: variants.length, rows: rows.length, calls })
  if (plan.length === 0) return { best: first, trace: [], calls: 0, optimism: 0 }
  const order = stratifiedOrder(rows, { stratumOf: (row) => row.expected, random: randomSource(seed) })
  let standing: Standing<Spec>[] = variants.map((variant) => ({ variant }))
  const rounds: Standing<Spec>[][] = []
  for (const round of plan) {
    standing = await rank(search, standing.slice(0, round.variants), order.slice(0, round.rows))
    rounds.push(standing)
  }
  return {
    best: standing[0]?.variant ?? first,
    trace: traceOf(rounds),
    calls: callsOfPlan(plan),
    optimism: optimismOf(rounds, seed),
  }
}

interface Standing<Spec> {
  variant: SearchVariant<Spec>
  candidate?: Candidate
  score?: ValidationScore
}

/** One after another, as a run would: a provider's own limits hold inside each. */
async function rank<Spec>(
  search: HalvingSearch<Spec>,
  standing: readonly Standing<Spec>[],
  rows: Example[],
): Promise<Standing<Spec>[]> {
  const scored: Standing<Spec>[] = []
  for (const { variant, candidate: fitted } of standing) {
    const candidate = fitted ?? (await search.fit(variant.spec))
    scored.push({ variant, candidate, score: await search.evaluate(candidate, rows) })
  }
  return scored.toSorted((one, other) => meritOf(other) - meritOf(one) || tokensOf(one) - tokensOf(other))
}

/** A difference in the last bits is none. Nothing answered is worse than every answer. */
function meritOf({ score }: Standing<unknown>): number {
  const merit = score?.merit ?? Number.NEGATIVE_INFINITY
  return Number.isFinite(merit) ? Math.round(merit * 1e9) / 1e9 : -1e9
}

function tokensOf({ score }: Standing<unknown>): number {
  const { input, output } = score?.tokensPerQuery ?? { input: 0, output: 0 }
  return input + output
}

function traceOf(rounds: readonly Standing<unknown>[][]): TracedVariant[] {
  const last = new Map<string, TracedVariant>()
  for (const standing of rounds.toReversed().flat()) {
    const { name } = standing.variant
    if (last.has(name)) continue
    last.set(name, {
      name,
      rows: standing.score?.n ?? 0,
      merit: meritOf(standing),
      tokens: Math.round(tokensOf(standing)),
    })
  }
  return [...last.values()]
}

function optimismOf(rounds: readonly Standing<unknown>[][], seed: number): number {
  const scores = rounds.map(scoresOf)
  const last = scores.at(-1)?.[0]?.length ?? 0
  if (last === 0) return 0
  return scores.reduce(
    (sum, round) => sum + (selectionOptimism(round, seed) * (round[0]?.length ?? 0)) / last,
    0,
  )
}

/** Scores by variant on the rows that all of them answered, in one order. */
function scoresOf(standing: readonly Standing<unknown>[]): number[][] {
  const byVariant = standing.map(({ score }) => new Map(score?.rows.map((row) => [row.id, row.score])))
  const shared = [...(byVariant[0]?.keys() ?? [])].filter((id) => byVariant.every((scores) => scores.has(id)))
  return byVariant.map((scores) => shared.map((id) => scores.get(id) ?? 0))
}
