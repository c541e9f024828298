import type { Consistency } from '../contracts/gaps.ts'
import type { Example } from '../contracts/example.ts'
import type { Task } from '../contracts/task.ts'
import { bootstrapInterval } from '../stats/bootstrap-interval.ts'
import { groupBy } from '../stats/group-by.ts'
import { wilsonInterval } from '../stats/wilson-interval.ts'
import { shorten } from '../text/shorten.ts'
import { answerLikeness } from './answer-likeness.ts'

/** One validation input, and what a candidate answered to it in all its forms. */
export interface ConsistencyInput {
  row: Example
  /** The answer to the input as it is. */
  plain: string
  /** Answers to the input as it is, the plain one first; that one alone where asking again would tell nothing. */
  repeated: string[]
  rewritten: { rewrite: string; output: string }[]
}

interface ConsistencyOptions {
  kind: Task['kind']
  seed: number
}

const worstShown = 3
const shownCharacters = 200

/**
 * Agreement of repeated answers, and how often answers change under harmless rewrites. Rates of inputs have Wilson's interval,
 * means over inputs a bootstrap by input.
 */
export function consistencyOf(inputs: readonly ConsistencyInput[], options: ConsistencyOptions): Consistency {
  const rewritten = inputs.map((input) => ({ input, changes: changesOf(input, options.kind) }))
  const all = rewritten.map(({ changes }) => changes).filter((changes) => changes.length > 0)
  return {
    inputs: inputs.length,
    ...changedInputs(rewritten, options),
    ...agreementOf(inputs, options),
    ...overall(all, options),
    rewrites: byRewrite(all.flat(), options),
    worst: worstOf(rewritten),
  }
}

interface Change {
  rewrite: string
  output: string
  likeness: number
}

function changesOf({ plain, rewritten }: ConsistencyInput, kind: Task['kind']): Change[] {
  return rewritten.map((answer) => ({ ...answer, likeness: answerLikeness(kind, plain, answer.output) }))
}

function changedInputs(
  rewritten: readonly { input: ConsistencyInput; changes: Change[] }[],
  { kind }: ConsistencyOptions,
): Pick<Consistency, 'changed'> {
  if (kind === 'generation') return {}
  const changed = rewritten.filter(
    ({ input, changes }) =>
      changes.some(isFlip) || pairsOf(input.repeated, kind).some((likeness) => likeness < 1),
  )
  return { changed: changed.length }
}

function agreementOf(
  inputs: readonly ConsistencyInput[],
  { kind, seed }: ConsistencyOptions,
): Pick<Consistency, 'agreement'> {
  const asked = inputs.filter(({ repeated }) => repeated.length > 1)
  if (asked.length === 0) return {}
  const asks = Math.max(...asked.map(({ repeated }) => repeated.length))
  const size = { inputs: asked.length, asks }
  if (kind !== 'classification') {
    const rows = asked.map(({ repeated }) => meanOf(pairsOf(repeated, kind)))
    return {
      agreement: { ...meanInterval(rows, seed), ...size, measure: kind === 'generation' ? 'chrF' : 'f1' },
    }
  }
  const same = asked.filter(({ repeated }) => new Set(repeated).size === 1).length
  return { agreement: { ...rate(same, asked.length), ...size, measure: 'same' } }
}

/** Likeness of every pair of an input's answers. */
function pairsOf(answers: readonly string[], kind: Task['kind']): number[] {
  return answers.flatMap((one, at) => answers.slice(at + 1).map((other) => answerLikeness(kind, one, other)))
}

/** Flips of labels and extractions over all rewritten asks, likeness of extractions and texts. */
function overall(
  byInput: readonly Change[][],
  { kind, seed }: ConsistencyOptions,
): Pick<Consistency, 'flips' | 'likeness'> {
  if (byInput.length === 0) return {}
  return {
    ...(kind === 'generation' ? {} : { flips: flipsOf(byInput, seed) }),
    ...(kind === 'classification'
      ? {}
      : {
          likeness: meanInterval(
            byInput.map((changes) => meanOf(changes.map(({ likeness }) => likeness))),
            seed,
          ),
        }),
  }
}

/** By input, since the rewrites of one input flip together; where all or none flip only inputs can be counted. */
function flipsOf(byInput: readonly Change[][], seed: number) {
  const rows = byInput.map((changes) => ({ flips: changes.filter(isFlip).length, asks: changes.length }))
  const statistic = (drawn: typeof rows) =>
    drawn.reduce((sum, { flips }) => sum + flips, 0) / drawn.reduce((sum, { asks }) => sum + asks, 0)
  const value = statistic(rows)
  if (value === 0 || value === 1) return rate(value * rows.length, rows.length)
  const { low, high } = bootstrapInterval({
    rows,
    statistic: (drawn) => statistic([...drawn]),
    seed,
    draws: 2000,
  })
  return { value, low, high }
}

function byRewrite(changes: readonly Change[], { kind, seed }: ConsistencyOptions): Consistency['rewrites'] {
  return [...groupBy(changes, ({ rewrite }) => rewrite)].map(([name, members]) => {
    const changed = members.filter(isFlip).length
    return {
      name,
      inputs: members.length,
      changed,
      ...(kind === 'generation' ? {} : { flips: rate(changed, members.length) }),
      ...(kind === 'classification'
        ? {}
        : {
            likeness: meanInterval(
              members.map(({ likeness }) => likeness),
              seed,
            ),
          }),
    }
  })
}

function worstOf(rewritten: readonly { input: ConsistencyInput; changes: Change[] }[]): Consistency['worst'] {
  return rewritten
    .map(({ input, changes }) => ({ input, changed: changes.filter(isFlip) }))
    .filter(({ changed }) => changed.length > 0)
    .toSorted((a, b) => lossOf(b.changed) - lossOf(a.changed))
    .slice(0, worstShown)
    .map(({ input: { row, plain }, changed }) => ({
      id: row.id,
      input: shorten(row.input.text, shownCharacters),
      expected: shorten(row.expected, shownCharacters),
      output: shorten(plain, shownCharacters),
      changed: changed.map(({ rewrite, output }) => ({ rewrite, output: shorten(output, shownCharacters) })),
    }))
}

function lossOf(changes: readonly Change[]): number {
  return changes.reduce((sum, { likeness }) => sum + 1 - likeness, 0)
}

function isFlip({ likeness }: Change): boolean {
  return likeness < 1
}

function rate(successes: number, trials: number) {
  return { value: successes / trials, ...wilsonInterval({ successes, trials }) }
}

function meanInterval(rows: readonly number[], seed: number) {
  const { value, low, high } = bootstrapInterval({ rows, statistic: meanOf, seed, draws: 2000 })
  return { value, low, high }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
