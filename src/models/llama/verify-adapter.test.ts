import { describe, expect, it } from 'vitest'
import type { AnswerScore } from '../../contracts/model.ts'
import { DataError } from '../../errors.ts'
import { verifyAdapter } from './verify-adapter.ts'

/** An answer of 20 tokens; what is given replaces the likeliest tokens and the log-probabilities. */
function score({
  tokens = 20,
  otherArgmax = 0,
  logProbability = -0.5,
  promptTokens = [1, 2],
} = {}): AnswerScore {
  const all = Array.from({ length: tokens }, (_, index) => 100 + index)
  return {
    promptTokens,
    tokens: all,
    argmaxTokens: all.map((token, index) => (index < otherArgmax ? 7 : token)),
    logProbabilities: all.map(() => logProbability),
  }
}

describe('verifyAdapter', () => {
  it('passes at 95 % of the tokens (19 of 20) and a difference of 0.04', () => {
    const check = verifyAdapter({
      trainer: [score()],
      host: [score({ otherArgmax: 1, logProbability: -0.54 })],
    })
    expect(check).toMatchObject({ rows: 1, tokens: 20, sameArgmax: 0.95, passes: true })
    expect(check.trainerMean - check.hostMean).toBeCloseTo(0.04, 12)
    expect(check.problem).toBeUndefined()
  })

  it('counts over the tokens of all answers, not over answers', () => {
    // 2 of 10 + 0 of 30 differ: 38 of 40 are the same.
    const trainer = [score({ tokens: 10 }), score({ tokens: 30 })]
    const host = [score({ tokens: 10, otherArgmax: 2 }), score({ tokens: 30 })]
    expect(verifyAdapter({ trainer, host })).toMatchObject({ tokens: 40, sameArgmax: 0.95, passes: true })
  })

  it.each([
    [
      score({ otherArgmax: 2 }),
      'name the same most likely token for 90.0 % of the answer tokens; 95.0 % are',
    ],
    [score({ logProbability: -0.56 }), 'differ by 0.060; at most 0.05 is allowed'],
    [score({ promptTokens: [1, 3] }), 'read answer 1 as other tokens'],
    [score({ tokens: 19 }), 'read answer 1 as other tokens'],
  ])('fails and says why (%#)', (host, problem) => {
    const check = verifyAdapter({ trainer: [score()], host: [host] })
    expect(check.passes).toBe(false)
    expect(check.problem).toContain(problem)
  })

  it('refuses answers that are not the same rows', () => {
    expect(() => verifyAdapter({ trainer: [score()], host: [] })).toThrow(DataError)
    expect(() => verifyAdapter({ trainer: [], host: [] })).toThrow(
      'The trainer scored 0 answers and the host 0.',
    )
  })
})
