import pc from 'picocolors'
import { describe, expect, test } from 'vitest'
import * as fixtures from '../../test/fixtures/report/all.ts'
import { displayWidth } from './display-width.ts'
import { renderTerminal } from './render-terminal.ts'

const plain = pc.createColors(false)
const coloured = pc.createColors(true)
const widths = [60, 61, 72, 80, 87, 88, 100, 120, 160, 200]

describe.each(Object.entries(fixtures))('the terminal report of %s', (name, report) => {
  test('never exceeds the width, has no control characters, ends without white space', () => {
    for (const width of widths) {
      const text = renderTerminal(report, { colours: plain, width })
      // oxlint-disable-next-line no-control-regex
      expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E]/u)
      for (const line of text.split('\n')) {
        expect(displayWidth(line), `${name} at ${width}: ${line}`).toBeLessThanOrEqual(width)
        expect(line).toBe(line.trimEnd())
      }
    }
  })

  test('colour changes nothing but colour', () => {
    const text = renderTerminal(report, { colours: coloured, width: 100 })
    // oxlint-disable-next-line no-control-regex
    const bare = text.replaceAll(/\u001B\[\d+m/g, '')
    const lines = (value: string) => value.split('\n').map((line) => line.trimEnd())
    expect(lines(bare)).toEqual(lines(renderTerminal(report, { colours: plain, width: 100 })))
  })
})

test('reads title, verdict, number, next, plot, why, limits from the top', () => {
  expect(renderTerminal(fixtures.tuneReport, { colours: plain, width: 100 })).toMatchInlineSnapshot(`
    "support-triage · 208 test rows · first opening of this test set

    Use a trained small model: head (MiniLM + logistic regression).
    95.7 % right (92.0 to 97.7), target 90 %. Best prompt: 90.9 % (86.2 to 94.1) with retrieved
    examples; the largest language model measured has 135M parameters.
    Next: crossover predict "…" to try it · 9 rows look mislabelled (crossover check) · report:
    .crossover/reports/latest.html

      accuracy in %, 95 % interval, ┊ target
                                 80            90            100     p95  per 1,000  meets
      head               95.7 %                 ┊  ╶─────●──╴     4.2 ms      $1.46  all
      retrieved          90.9 %           ╶──────●────╴           610 ms      $1.46  quality ? latency ✗
      nearest-neighbour  87.0 %     ╶───────●────╴                4.6 ms      $1.46  quality ?
      validation only, not compared with the rows above
      few-shot           73.3 %  ‹───╴          ┊                 240 ms      $1.46  –
      zero-shot          21.7 %  ‹              ┊                 180 ms      $1.46  –
      floors  ngram-linear 84.6 % (validation) · majority 17.9 % (validation)

    Why not the prompt: retrieved answers in 610 ms at the 95th percentile, the limit is 500 ms; head
      answers in 4 ms.

    Gaps (validation rows) of retrieved: words it misses 8 % (deposit, slot).
    Answers under harmless rewrites: head 3 of 234 changed.

    Not measured: encoder, LoRA (needs Python: crossover engine add trainer); a stronger language model
      (no key for a hosted model: crossover run --model openai:gpt-5-mini (about $0.09)).
    Assumed: 10,000 a month, $0.20 a machine hour, 12 months, a wrong answer costs $0."
  `)
})

test('on a narrow terminal the figures move under each candidate', () => {
  const text = renderTerminal(fixtures.tuneReport, { colours: plain, width: 60 })
  expect(text).toContain('    p95 610 ms · $1.46 per 1,000 · quality ? latency ✗')
})

test('says what would settle it, what is incomplete and what is exploratory', () => {
  const report = { ...fixtures.notEnoughReport, verdict: { ...fixtures.notEnoughReport.verdict, next: [] } }
  const text = renderTerminal(report, { colours: plain, width: 120 })
  expect(text).toContain('Label about 390 more test rows, 460 in all, to know whether the target is met.')
  expect(text).toContain('Incomplete: 3 rows without an answer')
  expect(text).toContain('Exploratory: rows of this test set were shown')
  expect(text).toContain('third opening of this test set')
})

test('a rival that no reason names gets a line of its own, without a p-value', () => {
  const text = renderTerminal(fixtures.notEnoughReport, { colours: plain, width: 200 }).replaceAll(
    '\n  ',
    ' ',
  )
  expect(text).toContain(
    'gpt-5-mini-retrieved may or may not be worse than cascade by more than 2 points ' +
      '(difference −3.9, −14.8 to +7.0; of 78 rows, 7 only gpt-5-mini-retrieved has right, 10 only cascade).',
  )
})
