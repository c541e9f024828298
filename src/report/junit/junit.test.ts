import { describe, expect, it } from 'vitest'
import {
  hostileReport,
  noneReport,
  notEnoughReport,
  singleReport,
  tuneReport,
} from '../../../test/fixtures/report/all.ts'
import { hostileStrings } from '../../../test/fixtures/report/hostile.ts'
import { renderEvaluationJunit } from '../render-evaluation-junit.ts'
import { renderEvaluationMarkdown } from '../render-evaluation-markdown.ts'
import { renderJunit } from '../render-junit.ts'
import type { Evaluation } from '../../contracts/evaluation.ts'
import { junitXml } from './junit-xml.ts'
import { hasXmlParser, parseJunit } from './parse-junit.fixture.ts'

const evaluation: Evaluation = {
  candidate: { name: 'short', kind: 'prompt/custom', family: 'prompt', version: 'a07f' },
  on: 'regression.jsonl',
  rows: 40,
  failed: 0,
  quality: { metric: 'accuracy', value: 0.85, low: 0.709, high: 0.929, n: 40 },
  meets: { criterion: 'quality', target: 0.9, value: 0.85, bound: 0.726, result: 'cannot-say' },
  validity: { first: 40, repaired: 0, reasked: 0, fallback: 0, invalid: 0 },
}

it('is counted, named and escaped', () => {
  const cases = [
    { name: 'a < b', text: 'tab\tand\nline & "both"' },
    { name: 'c', outcome: { is: 'failure', type: 'fails', message: 'one\ntwo' }, text: 'it\u0000s' },
    { name: 'd', outcome: { is: 'skipped', type: 'cannot-say', message: '\uD800' }, text: '' },
  ] as const
  const facts = { task: 'desk', timestamp: '2026-11-24T10:00:00.123Z', seconds: 2.5 }
  expect(junitXml([{ name: "it's", cases }], facts)).toBe(
    `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="crossover: desk" tests="3" failures="1" errors="0" skipped="1" time="2.500" timestamp="2026-11-24T10:00:00">
  <testsuite name="it&apos;s" tests="3" failures="1" errors="0" skipped="1" time="0" timestamp="2026-11-24T10:00:00">
    <testcase classname="desk" name="a &lt; b" time="0">
      <system-out>tab\tand
line &amp; &quot;both&quot;</system-out>
    </testcase>
    <testcase classname="desk" name="c" time="0">
      <failure type="fails" message="one two">its</failure>
    </testcase>
    <testcase classname="desk" name="d" time="0">
      <skipped type="cannot-say" message=""></skipped>
    </testcase>
  </testsuite>
</testsuites>
`,
  )
})

describe.skipIf(!hasXmlParser)('read by an XML parser (needs python3)', () => {
  it('a settled verdict has a case for every criterion and gate, and none fails', () => {
    const { attributes, suites } = parseJunit(renderJunit(tuneReport))
    expect(attributes).toMatchObject({ name: 'crossover: support-triage', failures: '0', errors: '0' })
    expect(suites.map(({ attributes: { name } }) => name)).toEqual(['criteria of head', 'gates'])
    expect(suites.map(({ cases }) => cases.map(({ name }) => name))).toEqual([
      ['quality', 'latencyMs.p95', 'costPerQueryUsd', 'not worse than the reference'],
      ['a candidate is chosen', 'every row has an answer', 'the examples have no blocker'],
    ])
    const [quality] = suites[0]?.cases ?? []
    expect(quality).toMatchObject({ classname: 'support-triage', outcome: 'system-out' })
    expect(quality?.text).toBe(
      'measured 95.7\u00A0% (95 % interval 92.0 to 97.7, 208 rows), cautious bound 92.7\u00A0%, target 90\u00A0%',
    )
  })

  it('what is not shown fails with the figures', () => {
    for (const report of [noneReport, notEnoughReport]) {
      const cases = parseJunit(renderJunit(report)).suites.flatMap((suite) => suite.cases)
      const chosen = cases.find(({ name }) => name === 'a candidate is chosen')
      expect(chosen).toMatchObject({ outcome: 'failure', type: report.verdict.choice })
      const failed = cases.filter(
        ({ outcome, type }) => outcome === 'failure' && type !== report.verdict.choice,
      )
      expect(failed.length).toBeGreaterThanOrEqual(report === noneReport ? 2 : 1)
      for (const { type, message } of failed) {
        expect(['fails', 'cannot-say']).toContain(type)
        expect(message).toMatch(/measured .*target|worse than/u)
      }
    }
  })

  it('rows without an answer are an error, a blocker of the examples a failure', () => {
    const [finding] = hostileReport.data.findings
    const data = {
      ...tuneReport.data,
      findings: finding === undefined ? [] : [{ ...finding, check: 'leak' }],
    }
    const incomplete = { reason: 'the server hung up', rows: 3 }
    const { attributes, suites } = parseJunit(renderJunit({ ...tuneReport, data, incomplete }))
    expect(attributes).toMatchObject({ failures: '1', errors: '1' })
    expect(
      suites
        .at(-1)
        ?.cases.slice(1)
        .map(({ name, outcome, type }) => [name, outcome, type]),
    ).toEqual([
      ['every row has an answer', 'error', 'incomplete'],
      ['the examples: leak', 'failure', 'blocker'],
    ])
  })

  it('text from data stays text', () => {
    const report = { ...hostileReport, incomplete: { reason: hostileStrings.join(' '), rows: 1 } }
    const { attributes, suites } = parseJunit(renderJunit(report))
    expect(attributes['name']).toBe('crossover: <script>alert(1)</script>')
    const answers = suites.at(-1)?.cases.find(({ outcome }) => outcome === 'error')
    expect(answers?.message).toContain(`"><img src=x onerror='alert(2)'>`)
    expect(answers?.message).toContain('👩‍👩‍👧‍👦 🇫🇷 東京都の請求書')
    expect(answers?.message).toContain('lone  surrogate')
  })

  it('a run without a finalist has gates alone', () => {
    const { suites } = parseJunit(renderJunit({ ...singleReport, candidates: [], comparisons: [] }))
    expect(suites.map(({ attributes: { name } }) => name)).toEqual(['gates'])
  })

  it('an evaluation fails on what is missed, and skips what cannot be said', () => {
    const outcomeOf = (changes: Partial<Evaluation>) =>
      parseJunit(renderEvaluationJunit({ ...evaluation, ...changes }, { name: 'desk' })).suites[0]
    const unsure = outcomeOf({})
    expect(unsure?.attributes['name']).toBe('short on regression.jsonl')
    expect(unsure?.cases.map(({ outcome }) => outcome)).toEqual(['skipped', 'system-out'])
    expect(unsure?.cases[0]?.message).toContain(
      'measured 85.0\u00A0% (95 % interval 70.9 to 92.9, 40 rows), cautious bound 72.6\u00A0%, target 90\u00A0%',
    )
    const meets = { criterion: 'quality', target: 0.9, value: 0.5, bound: 0.63, result: 'fails' } as const
    expect(outcomeOf({ meets })?.cases[0]).toMatchObject({ outcome: 'failure', type: 'fails' })
    expect(outcomeOf({ failed: 2 })?.cases[1]).toMatchObject({
      outcome: 'error',
      message: '2 of 40 rows without an answer',
    })
  })
})

it('an evaluation in Markdown has its figures as a list, and text from data cannot become markup', () => {
  const text = renderEvaluationMarkdown({ ...evaluation, on: '<b>|rows' }, { name: 'desk_1' })
  const [title, , ...list] = text.trimEnd().split('\n')
  expect(title).toBe(String.raw`**desk\_1: short (prompt/custom) on 40 rows of \<b\>\|rows**`)
  expect(list).toEqual(['- accuracy 85.0 % (70.9 to 92.9), target 90 %: not shown either way by these rows'])
})
