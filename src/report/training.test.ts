import pc from 'picocolors'
import { expect, test } from 'vitest'
import { tuneReport } from '../../test/fixtures/report/tune.ts'
import type { Report } from '../contracts/report.ts'
import { renderHtml } from './render-html.ts'
import { renderMarkdown } from './render-markdown.ts'
import { renderTerminal } from './render-terminal.ts'
import { tuningCurveWords } from './words/tuning-curve-words.ts'

const trained: Report = {
  ...tuneReport,
  candidates: tuneReport.candidates.map((one) =>
    one.name === 'head'
      ? {
          ...one,
          name: 'lora <b>',
          kind: 'tune/lora',
          training: {
            rows: 168,
            metric: 'chrF',
            epochs: [
              { epoch: 1, trainLoss: 2.4, validationLoss: 2.1, value: 0.27, rows: 25 },
              { epoch: 2, trainLoss: 1.1, validationLoss: 2.4, value: 0.26, rows: 25 },
            ],
            chosen: 1,
            regularisation: ['dropout 0.05'],
            onTrain: { value: 0.31, rows: 30 },
            memorised: { rows: 2, of: 25 },
            canaries: { count: 3, others: 63, exposureBits: { mean: 4.5, max: 6 }, recited: 1 },
            tried: [{ recipe: 'rate 0.0005, rank 16', epochs: 2, value: 0.27 }],
          },
          overfitting: {
            level: 'mild',
            served: 'healthy',
            because: [
              'validation loss 2.40 at epoch 2, 14 % above its lowest (2.10)',
              'canary rows: 1 of 3 made-up codes recited',
            ],
            next: 'Early stopping kept it from what is served.',
          },
          seeds: {
            metric: 'chrF',
            values: [1, 2, 3].map((seed) => ({ seed, value: 0.24 + seed / 100, rows: 25 })),
            collapsed: 1,
            failed: [{ seed: 4, reason: 'training diverged' }],
          },
        }
      : one,
  ),
}

test('a trained finalist says on the terminal whether it learnt its rows by heart, and what its seeds came to', () => {
  const text = renderTerminal(trained, { width: 400, colours: pc.createColors(false) }).replaceAll(
    /\s+/gu,
    ' ',
  )
  expect(text).toContain(
    'Training of lora <b>: mild overfitting, kept from what is served (validation loss 2.40 at epoch 2, 14 % above its lowest (2.10); canary rows: 1 of 3 made-up codes recited); 3 seeds: 0.250 to 0.270 on validation rows, the best is served; 1 of them no better than answering without reading; seed 4 gave no model: training diverged.',
  )
})

test('the page has its epochs, its recipes and what it recites', () => {
  const page = renderHtml(trained)
  const text = page
    .slice(page.indexOf('id="training"'))
    .replaceAll(/<[^>]+>/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
  expect(text).toContain('How it was trained')
  expect(text).toContain('1 (served) 2.400 2.100 0.270')
  expect(text).toContain('rate 0.0005, rank 16 2 0.270')
  expect(text).toContain('168 rows · 3 canary rows besides · dropout 0.05')
  expect(text).toContain('canary rows: 1 of 3 made-up codes recited')
  expect(text).toContain('2 of 25 answers recited from other rows')
  expect(page).not.toContain('lora <b>')
})

test('a learning curve says what more rows would bring, and what a point costs', () => {
  const curve = {
    metric: 'accuracy',
    points: [
      { rows: 100, value: 0.7, tested: 60 },
      { rows: 200, value: 0.8, tested: 60 },
      { rows: 400, value: 0.85, tested: 60 },
    ],
    doubling: { result: 'gain', low: 0.01, high: 0.04, backtestError: null },
    labelUsd: 200,
    usdPerPoint: { low: 50, high: 200 },
  } as const
  expect(tuningCurveWords('head', { ...curve, points: [...curve.points] }).replaceAll(/\s/gu, ' ')).toBe(
    'head on validation rows: 70.0 % with 100 rows, 80.0 % with 200 rows, 85.0 % with 400 rows. 400 rows more (about $200 to label) are likely to gain 1.0 to 4.0 points: $50.00 to $200 a point.',
  )
})

test('Markdown has the line, and a report without training says nothing of it', () => {
  const markdown = renderMarkdown(trained)
  expect(markdown).toContain('Training of lora')
  expect(markdown).toContain('canary rows: 1 of 3 made-up codes recited')
  expect(renderHtml(tuneReport)).not.toContain('How it was trained')
})
