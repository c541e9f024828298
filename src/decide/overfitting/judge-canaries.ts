import type { CanaryReport } from '../../contracts/training-report.ts'
import { erlangUpperTail } from '../../stats/erlang-upper-tail.ts'
import { logGamma } from '../../stats/log-gamma.ts'

/** What canary rows say of single rows. */
export interface CanaryJudgement {
  /** More than chance explains. */
  isTelling: boolean
  says: string
}

/** Chance below which canaries stand out: one alone has to be the likeliest of 64. */
const telling = 0.02

/**
 * Whether a model knows canary rows: one recited is enough (a code of eight digits is not guessed), else their exposure together is
 * held against chance. A code that was not learnt has any rank with the same chance, so that ln 2 times its exposure is at most an exponential
 * variable of mean 1, and the sum over canaries at most an Erlang one (Fisher's method; conservative).
 */
export function judgeCanaries({ count, others, exposureBits, recited }: CanaryReport): CanaryJudgement {
  const { mean, max } = exposureBits
  const chance = erlangUpperTail({ shape: count, x: Math.LN2 * mean * count })
  const isTelling = recited > 0 || chance < telling
  const meaning = isTelling
    ? 'single rows are learnt by heart'
    : mean <= chanceBits(others)
      ? 'no sign that single rows are learnt by heart'
      : 'not clearly more than chance'
  const exposure = `exposure ${bits(mean)} on average and ${bits(max)} at most`
  const scale = `chance gives about ${bits(chanceBits(others))}, the likeliest code has ${bits(Math.log2(others + 1))}`
  return {
    isTelling,
    says: `canary rows: ${recited} of ${count} made-up codes recited, ${exposure} (${scale}): ${meaning}`,
  }
}

/** Mean exposure of a code that was not learnt: log2(n) − log2(n!) / n for n codes. */
function chanceBits(others: number): number {
  const codes = others + 1
  return Math.log2(codes) - logGamma(codes + 1) / Math.LN2 / codes
}

function bits(value: number): string {
  return `${value.toFixed(1)} bits`
}
