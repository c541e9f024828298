import { expect, it } from 'vitest'
import { candidateNamed, cardNamed, figure } from '../releases/model-card.fixture.ts'
import { renderModelCard } from './render-model-card.ts'

const plain = (text: string) => text.replaceAll('\u00A0', ' ')

it('says what made a candidate, what it scored on how many rows, and where', () => {
  const card = cardNamed('head', {
    candidate: candidateNamed('head', {
      models: [
        {
          name: 'local:minilm-l6',
          role: 'embedding',
          provider: 'local',
          sha256: 'e'.repeat(64),
          licence: 'Apache-2.0',
        },
      ],
      artifacts: [{ name: 'weights', sha256: 'f'.repeat(64) }],
      fitCost: { seconds: 1.5, usd: 2, modelCalls: 3 },
    }),
    metrics: { test: figure(0.9, 200), validation: figure(0.8, 10) },
    latencyMs: { p50: 4, p95: 9, n: 60 },
    costPerQueryUsd: { value: 0.0146, low: 0.01, high: 0.02 },
    verdict: 'chosen',
    parents: [{ version: 'c'.repeat(64), as: 'selected' }],
  })
  const text = plain(renderModelCard(card, [{ path: 'head.json', about: 'weights' }]))
  for (const line of [
    'The verdict of its run chose it.',
    '| test | accuracy 90.0 % (95 % interval 80.0 to 100.0; 200 rows) |',
    '| validation | accuracy 80.0 % (95 % interval 70.0 to 90.0; 10 rows) |',
    '| latency | p50 4 ms, p95 9 ms (60 requests) |',
    '| cost per 1,000 queries | $14.60 |',
    '| fitting | 1.5 s, $2.00, 3 model calls |',
    `| train | 40 rows, 3 labels, fingerprint \`${'a'.repeat(64)}\` |`,
    `| \`local:minilm-l6\` | embedding, local, licence Apache-2.0, sha256 \`${'e'.repeat(64)}\` |`,
    `| made from | \`${'c'.repeat(64)}\` (chosen on validation rows, fitted again on more) |`,
    '- `head.json`: weights',
  ])
    expect(text).toContain(line)
})

it('leaves out what was not measured, and says what its figures claim', () => {
  const text = renderModelCard(cardNamed('head'))
  expect(text).toContain('It was not measured on test rows')
  expect(text).not.toContain('| test |')
  expect(text).not.toContain('latency')
})

it('does not let text of a spec or a name become markup', () => {
  const spec = { template: '```\n# No | `heading`' }
  const text = renderModelCard(cardNamed('head', { candidate: candidateNamed('a | `b`\n# c', { spec }) }))
  expect(text).toContain("# `a ¦ 'b' # c`")
  expect(text).toContain('````json\n{')
})
