import type { AnswerScore } from '../../contracts/model.ts'
import { DataError } from '../../errors.ts'

/** The same answers as two programs see them, row by row. */
export interface ScoredTwice {
  trainer: readonly AnswerScore[]
  host: readonly AnswerScore[]
}

export interface AdapterCheck {
  rows: number
  /** Answer tokens compared. */
  tokens: number
  /** Share of answer tokens for which both name the same most likely token, in [0, 1]. */
  sameArgmax: number
  /** Mean log-probability (natural) of the answers' tokens. */
  trainerMean: number
  hostMean: number
  passes: boolean
  /** Why it does not pass; absent where it does. */
  problem?: string
}

/** Quantised weights and another order of addition move near ties; a wrong conversion moves everything. */
const leastSameArgmax = 0.95
const largestDifference = 0.05

/**
 * Whether a converted adapter computes in the host what it computed where it was trained: on given answers, both name
 * the same most likely next token for at least 95 % of the answer tokens, and their mean log-probabilities differ by at
 * most 0.05.
 *
 * @throws DataError when there is nothing to compare, or not the same rows.
 */
export function verifyAdapter({ trainer, host }: ScoredTwice): AdapterCheck {
  if (trainer.length !== host.length || trainer.length === 0) {
    throw new DataError(
      `The trainer scored ${trainer.length} answers and the host ${host.length}. An adapter is checked on the same answers, at least one.`,
    )
  }
  const pairs = trainer.map((score, index) => ({ trainer: score, host: host[index] ?? score }))
  const otherTokens = pairs.findIndex((pair) => !hasSameTokens(pair))
  const places = pairs.flatMap(placesOf)
  const tokens = places.length
  const sameArgmax = places.filter(({ isSame }) => isSame).length / tokens
  const trainerMean = meanOf(places.map((place) => place.trainer))
  const hostMean = meanOf(places.map((place) => place.host))
  const problem =
    otherTokens >= 0
      ? `trainer and host read answer ${otherTokens + 1} as other tokens: their tokenizers or chat templates differ`
      : problemOf(sameArgmax, trainerMean - hostMean)
  return {
    rows: pairs.length,
    tokens,
    sameArgmax,
    trainerMean,
    hostMean,
    passes: problem === undefined,
    ...(problem === undefined ? {} : { problem }),
  }
}

interface Pair {
  trainer: AnswerScore
  host: AnswerScore
}

function hasSameTokens({ trainer, host }: Pair): boolean {
  return isSame(trainer.promptTokens, host.promptTokens) && isSame(trainer.tokens, host.tokens)
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((token, index) => token === b[index])
}

function placesOf({ trainer, host }: Pair): { isSame: boolean; trainer: number; host: number }[] {
  return trainer.tokens.map((_, index) => ({
    isSame: trainer.argmaxTokens[index] === host.argmaxTokens[index],
    trainer: trainer.logProbabilities[index] ?? 0,
    host: host.logProbabilities[index] ?? 0,
  }))
}

function problemOf(sameArgmax: number, difference: number): string | undefined {
  if (sameArgmax < leastSameArgmax) {
    return `trainer and host name the same most likely token for ${percent(sameArgmax)} of the answer tokens; ${percent(leastSameArgmax)} are needed`
  }
  if (Math.abs(difference) > largestDifference) {
    return `mean log-probabilities of trainer and host differ by ${Math.abs(difference).toFixed(3)}; at most ${largestDifference} is allowed`
  }
  return undefined
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
