import { describe, expect, it } from 'vitest'
import { tuneReport } from '../../../test/fixtures/report/all.ts'
import type { CandidateReport, Report } from '../../contracts/report.ts'
import { basisOf } from './basis-of.ts'
import { listedModels } from './listed-models.ts'
import { priceChanges } from './price-changes.ts'

const row = (model: string, input: number, output: number) =>
  `${model}: ${input} USD in and ${output} USD out per million tokens (@pydantic/genai-prices 0.1.7: x, as of 2026-01-01)`

/** The tune fixture with its prompted candidates changed. */
function reportWith(change: Partial<CandidateReport>): Report {
  const candidates = tuneReport.candidates.map((candidate) =>
    candidate.family === 'prompt' ? { ...candidate, ...change } : candidate,
  )
  return { ...tuneReport, candidates }
}

describe('what other models are held against', () => {
  it('is a prompt with its tokens, and the model it asks', () => {
    const report = reportWith({
      priceRow: row('openai:gpt-5-mini', 0.25, 2),
      tokensPerQuery: { input: 486, output: 4, reasoning: 60 },
    })
    expect(basisOf(report, [])).toMatchObject({
      candidate: 'retrieved',
      model: 'openai:gpt-5-mini',
      tokens: { input: 486, output: 64 },
      flags: '--method prompt/retrieved',
    })
  })

  it.each([
    { name: 'prompt short', kind: 'prompt/custom', flags: '--prompt short' },
    { name: 'prompt short (openai:gpt-5-mini)', kind: 'prompt/custom', flags: '--prompt short' },
    { name: 'prompt shorter', kind: 'prompt/custom', flags: '--prompt shorter' },
    { name: 'prompt gone', kind: 'prompt/custom', flags: '--method prompt/zero-shot' },
    { name: 'other-tool', kind: 'recorded', flags: '--method prompt/zero-shot' },
  ])('$name of $kind is asked again with $flags', ({ name, kind, flags }) => {
    expect(basisOf(reportWith({ name, kind }), ['short', 'shorter'])?.flags).toBe(flags)
  })

  it('is nothing where no tokens were counted', () => {
    const candidates = tuneReport.candidates.filter(({ family }) => family !== 'prompt')
    expect(basisOf({ ...tuneReport, candidates }, [])).toBeUndefined()
  })
})

describe('prices of a report', () => {
  it('come with the day on which the model ends, the one of the task file first', () => {
    const report = reportWith({ priceRow: row('openai:gpt-5-mini', 0.25, 2) })
    expect(priceChanges(report, {})[0]?.retires).toMatchObject({ date: '2026-12-11' })
    const own = { inputPerMillionUsd: 0.25, outputPerMillionUsd: 2, retires: '2028-01-01' }
    expect(priceChanges(report, { 'openai:gpt-5-mini': own })[0]?.retires).toEqual({
      date: '2028-01-01',
      source: 'task file',
    })
    expect(
      priceChanges(reportWith({ priceRow: row('openai:no-such', 1, 2) }), {})[0]?.retires,
    ).toBeUndefined()
  })

  it('are held against what is known now, with what a row says of an end', () => {
    const report = reportWith({ priceRow: row('mistral:mistral-medium-2312', 9, 8.1) })
    expect(priceChanges(report, {})).toMatchObject([
      {
        model: 'mistral:mistral-medium-2312',
        candidates: ['retrieved', 'few-shot', 'zero-shot'],
        before: { inputPerMillionUsd: 9 },
        now: { inputPerMillionUsd: 2.7, outputPerMillionUsd: 8.1 },
        isChanged: true,
        retirement: 'Retired on 2025-06-16',
      },
    ])
  })

  it('that nobody knows any more are a change, not 0', () => {
    const [change] = priceChanges(reportWith({ priceRow: row('lab:tiny', 1, 2) }), {})
    expect(change).toMatchObject({ model: 'lab:tiny', isChanged: true })
    expect(change).not.toHaveProperty('now')
  })

  it('of a task file come before all others', () => {
    const prices = { 'lab:tiny': { inputPerMillionUsd: 1, outputPerMillionUsd: 2 } }
    const report = reportWith({ priceRow: row('lab:tiny', 1, 2) })
    expect(priceChanges(report, prices)).toMatchObject([{ isChanged: false, now: { source: 'task file' } }])
  })
})

it('models that are listed are those of the vendors a verdict asked', () => {
  const names = listedModels(reportWith({ priceRow: row('mistral:mistral-tiny', 1, 2) }))
  expect(names).toContain('mistral:mistral-small-2603')
  expect(names.every((name) => name.startsWith('mistral:'))).toBe(true)
  expect(listedModels(tuneReport)).toEqual([])
})
