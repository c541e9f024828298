import { expect, test } from 'vitest'
import type { DataReport, Finding } from '../../contracts/report.ts'
import { taskFileSchema, type Task } from '../../contracts/task.ts'
import { selectMethods } from './select-methods.ts'
import { explainWithheld, withholdMethods } from './withhold-methods.ts'

const file = taskFileSchema.parse({
  name: 'desk',
  kind: 'classification',
  data: { train: 'train.jsonl' },
  success: { quality: { metric: 'accuracy', atLeast: 0.5 } },
  methods: ['tune'],
})
const task: Task = { ...file, path: '/tasks/task.yaml', folder: '/tasks', defaults: [] }
const asked = selectMethods(task, { llm: true })

const dataWith = (check: string): DataReport => ({
  rows: { train: 9, validation: 1, test: 5 },
  labels: [],
  leakage: { inputsExact: 0, pairsExact: 0, inputsExactOtherOutput: 0 },
  duplicates: { exact: 0 },
  conflicts: 0,
  enough: { rows: 5, canShow: { target: 0.5, lowestPassing: 5 }, smallestDifference: 0.3, powerAtMargin: 0 },
  testOpenings: 0,
  findings: [blocker(check)],
})

function blocker(check: string): Finding {
  return { check, severity: 'blocker', count: 1, rows: [], message: 'One label only.', next: 'Add rows.' }
}

test('nothing is fitted where there is nothing to learn, and each method says why', () => {
  const { selected, notMeasured } = withholdMethods(asked, task, dataWith('one-label'))
  expect(selected).toEqual([])
  expect(notMeasured).toEqual([
    { name: 'baseline/majority', reason: 'One label only', command: 'crossover check' },
    { name: 'tune/head', reason: 'One label only', command: 'crossover check' },
    { name: 'tune/encoder', reason: 'One label only', command: 'crossover check' },
    { name: 'tune/lora', reason: 'One label only', command: 'crossover check' },
  ])
  expect(explainWithheld(dataWith('no-clean-train'))).toEqual({
    because: ['Not settled: nothing was measured.', 'One label only.'],
    next: ['Add rows.'],
  })
})

test('other findings leave the methods as they are', () => {
  expect(withholdMethods(asked, task, dataWith('unknown-labels'))).toBe(asked)
  expect(explainWithheld(dataWith('unknown-labels'))).toBeUndefined()
})
