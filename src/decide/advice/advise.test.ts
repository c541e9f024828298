import { describe, expect, test } from 'vitest'
import { advisedReport, notEnoughReport, pricedReport } from '../../../test/fixtures/report/all.ts'
import type { CandidateReport, Report } from '../../contracts/report.ts'
import { arm, rules, task } from '../decide.fixture.ts'
import { decide, type DecisionInput } from '../decide.ts'
import { advise } from './advise.ts'
import { nextStepsOf } from './next-steps-of.ts'
import { risksOf } from './risks-of.ts'
import { whenToUse } from './when-to-use.ts'

const lines = (report: Report) => new Map(whenToUse(report).map((line) => [line.about, line]))
const withFocus = (focus: Partial<CandidateReport>): Report => ({
  ...advisedReport,
  candidates: advisedReport.candidates.map((one) => (one.name === 'head' ? { ...one, ...focus } : one)),
})
const textsOf = (reasons: readonly { text: string }[]) => reasons.map(({ text }) => text)
const steps = (report: Report, flips: Parameters<typeof nextStepsOf>[1]['flips'] = []) =>
  nextStepsOf(report, { task: { ...task, costs: { ...task.costs, labourUsdPerHour: 50 } }, flips })

test('six lines of when to use which, in the figures of the report', () => {
  const found = lines(advisedReport)
  expect([...found.keys()]).toEqual(['volume', 'rows', 'latency', 'consistency', 'change', 'budget'])
  // Break-even of the first year in 90 % of the draws: 3,863 to 7,681 a month.
  expect(found.get('volume')?.prompt).toContain('there are fewer than 3,900 answers a month: retrieved')
  expect(found.get('volume')?.tune).toContain('there are more than 7,700 answers a month: head')
  expect(found.get('latency')?.prompt).toContain(
    '610 ms, half of them 402 ms: retrieved (p95 at most 500 ms: failed)',
  )
  // 95.67 % of head, and 4 of 208 rows that only retrieved has right.
  expect(found.get('rows')?.both).toContain('head or retrieved is right on 97.6 % of the rows')
})

test('a line without a measurement says so, and names no figure', () => {
  const bare = { ...pricedReport, candidates: pricedReport.candidates.slice(0, 1) }
  delete bare.cost
  for (const { prompt, both } of whenToUse(bare))
    expect([prompt, both]).toEqual(['not measured', 'not measured'])
  expect(lines(bare).get('volume')?.tune).toBe('not measured')
})

test('a small business is told hours and money, a technical team what to mend', () => {
  const { small, technical } = steps(advisedReport)
  // A head for a small team: 4 to 12 hours to prepare, 2 to 6 to test, at 50 USD.
  expect(small[0]?.text).toContain('Setting it up and testing it take 6 to 18 hours (300 to 900 USD).')
  expect(textsOf(technical).join(' ')).toContain(
    'What retrieved would have to mend most: Rows with “deposit”',
  )
})

test('what is not settled is settled first, and none of them means none', () => {
  expect(steps(notEnoughReport).small[0]?.text).toMatch(/^Settle it before you build on /u)
  const { candidate: _, ...verdict } = advisedReport.verdict
  const none: Report = { ...advisedReport, verdict: { ...verdict, choice: 'none' } }
  expect(steps(none).small[0]?.text).toBe('Put none of these to use: each fails a criterion that you set.')
})

test('another volume that flips the verdict is a step with its command', () => {
  const flip = {
    change: 'volume' as const,
    from: 10_000,
    to: 47_812,
    choice: 'tune' as const,
    chosen: 'head',
    text: '',
    figures: [],
  }
  expect(textsOf(steps(advisedReport, [flip]).small)).toContain(
    'Decide again when you come near 48,000 answers a month (planned: 10,000): crossover decide --set volume.perMonth=48000.',
  )
})

test('risks are those of what runs: a vendor, a base, a licence that nobody stated', () => {
  const hosted = withFocus({
    kind: 'tune/hosted',
    runs: [{ name: 'openai:ft-1', role: 'language', provider: 'openai' }],
  })
  expect(textsOf(risksOf(hosted))).toEqual([
    expect.stringContaining('the trained weights stay there. No date of its end is known here.'),
  ])
  const adapted = withFocus({
    kind: 'tune/lora',
    fitSeconds: 340,
    runs: [{ name: 'local:a-base', role: 'language', provider: 'local', adapter: true }],
  })
  expect(textsOf(risksOf(adapted))).toEqual([
    'Lock-in: the adapter of head fits local:a-base only; with another base it has to be trained again (this time 340 s). The files are yours and run without a vendor.',
    'Licence: head runs on local:a-base (licence unknown: look before you serve it).',
  ])
})

describe('the day on which a hosted model ends', () => {
  // The fixture was decided on 2026-11-20 over 12 months.
  const source = 'https://vendor.example/ends'
  const ending = (date: string, more: object = {}) => ({
    name: 'openai:m',
    role: 'language' as const,
    provider: 'openai',
    retires: { date, source, asOf: '2026-10-01', ...more },
  })
  const said = (date: string, more: object = {}) =>
    textsOf(risksOf(withFocus({ runs: [ending(date, more)] }))).join(' ')

  test.each([
    { date: '2026-11-20', place: 'before this was decided: ask it once more before you build on it' },
    { date: '2026-11-21', place: 'within the months counted here' },
    { date: '2027-11-20', place: 'within the months counted here' },
    { date: '2027-11-21', place: 'after the months counted here' },
  ])('$date is named with its source: $place', ({ date, place }) => {
    expect(said(date)).toContain(`openai:m retires on ${date} (${source}, as of 2026-10-01), ${place}`)
    expect(said(date)).not.toContain('No date of its end')
  })

  test('an earliest day says so, and the task file may name one without a date', () => {
    expect(said('2027-05-07', { isEarliest: true })).toContain('retires at the earliest on 2027-05-07')
    const own = withFocus({
      runs: [{ ...ending('x'), retires: { date: '2027-01-01', source: 'task file' } }],
    })
    expect(textsOf(risksOf(own)).join(' ')).toContain('retires on 2027-01-01 (task file), within')
  })

  test('a finalist that was only compared is named when its model ends within the months counted', () => {
    const compared = (date: string): Report => ({
      ...advisedReport,
      candidates: advisedReport.candidates.map((one) =>
        one.name === 'retrieved' ? { ...one, runs: [ending(date)] } : one,
      ),
    })
    const about = (report: Report) => risksOf(report).filter(({ text }) => text.startsWith('retrieved: '))
    expect(about(compared('2026-12-11'))).toEqual([
      {
        text: expect.stringContaining('retrieved: openai:m retires on 2026-12-11') as string,
        figures: [{ candidate: 'retrieved', figure: 'runs' }],
      },
    ])
    expect(about(compared('2029-12-11'))).toEqual([])
    expect(about(advisedReport)).toEqual([])
  })
})

test('without a finalist there is nothing to advise', () => {
  const input: DecisionInput = {
    task,
    arms: [],
    reference: undefined,
    rules,
    n: 0,
    models: { hostedTookPart: false },
  }
  expect(advise(advisedReport, { input, decision: decide(input) })).toBeUndefined()
  const arms = [arm({ name: 'head', family: 'tune', right: [true] })]
  expect(
    advise(advisedReport, { input: { ...input, arms }, decision: decide({ ...input, arms }) }),
  ).toBeDefined()
})
