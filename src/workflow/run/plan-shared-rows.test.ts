import { expect, test } from 'vitest'
import { taskFileSchema, type TaskFile } from '../../contracts/task.ts'
import { exampleRow, validated } from './finalists.fixture.ts'
import { planSharedRows } from './plan-shared-rows.ts'

/** 92 % of 200 validation rows: alone, 1,365 test rows show 90 %. */
function finalist(facts: { latencyMs: number; provider?: string; usd?: number }) {
  const { latencyMs, provider = 'local', usd } = facts
  const { candidate } = validated('prompt/zero-shot')
  return {
    served: { ...candidate, models: [{ name: 'm', role: 'language' as const, provider }] },
    answered: Array.from({ length: 200 }, (_, row) => ({
      row: exampleRow(`${row}`, 'x'),
      prediction: { output: row < 184 ? 'x' : 'y', validity: 'first' as const },
    })),
    latencies: [{ inputHash: 'x', latencyMs }],
    cost: {
      fitSeconds: 0,
      upFrontUsd: 0,
      ...(usd === undefined ? {} : { perQuery: { value: usd, low: usd, high: usd } }),
    },
    hard: [],
  }
}

function taskWith(evaluation: Partial<TaskFile['evaluation']>): TaskFile {
  return taskFileSchema.parse({
    name: 't',
    kind: 'classification',
    data: { train: 'a', test: 'b' },
    success: { quality: { metric: 'accuracy', atLeast: 0.9 } },
    evaluation,
  })
}

const plan = (one: ReturnType<typeof finalist>, testRows: number, evaluation = {}) =>
  planSharedRows(taskWith(evaluation), [one], { reference: one, testRows, alpha: 0.05 })

test('the sample grows in blocks of 150 to the planned size, never by looking at the rows', () => {
  // 300 + 8 × 150 ≥ 1,365.
  expect(plan(finalist({ latencyMs: 1 }), 5000)).toEqual({ start: 300, planned: 1365, rows: 1500 })
})

test('there are no more rows than there are, and the plan says what it lacks', () => {
  expect(plan(finalist({ latencyMs: 1 }), 800)).toEqual({
    start: 300,
    planned: 1365,
    rows: 800,
    cappedBy: 'rows',
  })
  expect(plan(finalist({ latencyMs: 1 }), 1400)).toEqual({ start: 300, planned: 1365, rows: 1400 })
  expect(plan(finalist({ latencyMs: 1 }), 40)).toEqual({
    start: 40,
    planned: 1365,
    rows: 40,
    cappedBy: 'rows',
  })
})

test('minutes cap it in whole blocks, and 0 minutes keep to maxRows', () => {
  // 10 minutes at 1 s a row are 600 rows.
  expect(plan(finalist({ latencyMs: 1000 }), 5000)).toEqual({
    start: 300,
    planned: 1365,
    rows: 900,
    cappedBy: 'time',
  })
  expect(plan(finalist({ latencyMs: 1 }), 5000, { budgetMinutes: 0 })).toMatchObject({
    rows: 300,
    cappedBy: 'time',
  })
  // A server answers eight at a time: 4,800 more.
  expect(plan(finalist({ latencyMs: 1000, provider: 'openai', usd: 0.0001 }), 5000)).toMatchObject({
    rows: 1500,
  })
})

test('money caps it: test rows may take half of maxSpendUsd, and none more at an unknown price', () => {
  const hosted = (usd?: number) =>
    plan(finalist({ latencyMs: 1, provider: 'openai', ...(usd === undefined ? {} : { usd }) }), 5000)
  // 2.50 USD at .005 are 500 rows: one block beyond 300.
  expect(hosted(0.005)).toMatchObject({ rows: 450, cappedBy: 'money' })
  expect(hosted()).toMatchObject({ rows: 300, cappedBy: 'money' })
})

test('where nothing is known or needed it stays at maxRows', () => {
  const unknown = { ...finalist({ latencyMs: 1 }), answered: [] }
  expect(plan(unknown, 5000)).toEqual({ start: 300, planned: null, rows: 300 })
  expect(plan(finalist({ latencyMs: 1 }), 5000, { maxRows: 2000 })).toEqual({
    start: 2000,
    planned: 1365,
    rows: 2000,
  })
})
