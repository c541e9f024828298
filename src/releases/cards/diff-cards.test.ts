import { expect, it } from 'vitest'
import { candidateNamed, cardNamed, figure } from '../model-card.fixture.ts'
import { diffCards } from './diff-cards.ts'

it('names every fact in which two cards differ, under its dotted key', () => {
  const one = cardNamed('head')
  const other = cardNamed('head', {
    candidate: candidateNamed('head', { spec: { l2: 0.1, weights: ['a'] }, parts: ['x'] }),
    metrics: { validation: figure(0.9, 10) },
    latencyMs: { p50: 1, p95: 2, n: 60 },
  })
  expect(diffCards(one, one)).toEqual([])
  expect(diffCards(one, other)).toEqual([
    { key: 'candidate.spec.l2', from: 0.01, to: 0.1 },
    { key: 'candidate.spec.weights', to: ['a'] },
    { key: 'candidate.parts', from: [], to: ['x'] },
    { key: 'metrics.validation.value', from: 0.8, to: 0.9 },
    { key: 'metrics.validation.low', from: 0.8 - 0.1, to: 0.9 - 0.1 },
    { key: 'metrics.validation.high', from: 0.8 + 0.1, to: 0.9 + 0.1 },
    { key: 'latencyMs', to: { p50: 1, p95: 2, n: 60 } },
  ])
})
