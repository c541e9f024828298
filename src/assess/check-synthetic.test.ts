import { expect, test } from 'vitest'
import { assess, finding, row, splitOf } from './assess.fixture.ts'

test('rows of train that a model wrote are counted', () => {
  const split = splitOf()
  const written = [{ ...row('a made-up plea for a ladder'), synthetic: {} }]
  const report = assess({ split: { ...split, train: [...split.train, ...written] } })
  expect(finding(report, 'synthetic')).toMatchObject({
    severity: 'note',
    count: 1,
    rows: [written[0]?.id],
    message:
      '1 train row is marked meta.synthetic. A model wrote them; they are never drawn for validation or test.',
  })
  expect(finding(assess(), 'synthetic')).toBeUndefined()
})

test('written rows that may not be trained on are counted by reason', () => {
  const split = splitOf()
  const [held] = split.test
  const [source] = split.train
  const synthetic = [
    { ...row('somebody wants a ladder'), synthetic: { from: source?.id ?? '' } },
    { ...row('somebody wants a rope'), synthetic: { from: 'gone' } },
    { ...row(`${held?.input.text}!`), synthetic: {} },
  ]
  expect(finding(assess({ split: { ...split, synthetic } }), 'synthetic-left-out')).toMatchObject({
    severity: 'warning',
    count: 2,
    message:
      '2 of 3 rows of data.synthetic are not trained on: its source row is not in train (1); twin of a held-out row (1).',
  })
})
