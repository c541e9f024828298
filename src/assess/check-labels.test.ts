import { describe, expect, test } from 'vitest'
import type { Example, ExampleSplit } from '../contracts/example.ts'
import type { DataReport, Finding } from '../contracts/report.ts'
import { taskFileSchema, type TaskFile } from '../contracts/task.ts'
import { assessData } from './assess-data.ts'

const nouns = 'parcel invoice charger refund password delivery keyboard account receipt warranty'.split(' ')

let line = 0
function row(text: string, expected: string): Example {
  line += 1
  return { id: `r${line}`, input: { text }, expected, source: { file: 'a', line } }
}

/** Rows whose texts are far from each other, labels in turn. */
function rowsOf(count: number, { labels = ['a', 'b'], from = 0 } = {}): Example[] {
  return Array.from({ length: count }, (_, index) => {
    const number = from + index
    const words = [number, number * 7 + 3, number * 13 + 1].map((at) => `${nouns[at % 10]}${at}`)
    return row(words.join(' '), labels[index % labels.length] ?? 'a')
  })
}

function taskOf(changes: object = {}, quality: object = { metric: 'accuracy', atLeast: 0.9 }): TaskFile {
  const base = { name: 't', kind: 'classification', data: { train: 'a' }, success: { quality } }
  return taskFileSchema.parse({ ...base, ...changes })
}

function splitOf(changes: Partial<ExampleSplit> = {}): ExampleSplit {
  return {
    train: rowsOf(60),
    validation: rowsOf(10, { from: 100 }),
    test: rowsOf(300, { from: 1000 }),
    ...changes,
  }
}

function assess(split: ExampleSplit, task = taskOf()): DataReport {
  return assessData({ task, split, openings: 0 })
}

function finding(report: DataReport, check: string): Finding | undefined {
  return report.findings.find((one) => one.check === check)
}

describe('labels', () => {
  test('one label only', () => {
    const one = { labels: ['a'] }
    const report = assess(
      splitOf({
        train: rowsOf(60, one),
        validation: rowsOf(10, { ...one, from: 100 }),
        test: rowsOf(300, { ...one, from: 1000 }),
      }),
    )
    expect(finding(report, 'one-label')).toMatchObject({
      severity: 'blocker',
      message: 'Every train row has the label "a". There is nothing to tell apart.',
      next: 'Add rows of the other labels, or check that data.fields.expected names the right field.',
    })
  })

  const test3 = [
    ...rowsOf(298, { from: 1000 }),
    row('something quite new', 'new'),
    row('one more of the kind', 'new'),
  ]
  test('a label in test that neither train nor labels has', () => {
    expect(finding(assess(splitOf({ test: test3 })), 'unknown-label')).toMatchObject({
      severity: 'blocker',
      count: 2,
      message:
        '2 test rows have a label that neither train nor `labels:` has: new. No candidate can answer it.',
      next: 'Add train rows with it, or define it under `labels:`; a misspelt label is corrected in the file.',
    })
  })
  test('a label that is only defined', () => {
    const report = assess(splitOf({ test: test3 }), taskOf({ labels: { new: 'what is new' } }))
    expect(finding(report, 'unknown-label')).toBeUndefined()
    expect(finding(report, 'untrained-label')).toMatchObject({
      severity: 'warning',
      message: '2 test rows have a label without a train row: new. Only a prompt can answer it.',
      next: 'Label at least 5 train rows of each.',
    })
    expect(report.labels).toContainEqual({ label: 'new', train: 0, test: 2 })
  })
  test('rare labels', () => {
    const train = [...rowsOf(60), row('something rare', 'rare')]
    const found = assess(splitOf({ train }), taskOf({}, { metric: 'macroF1', atLeast: 0.8 }))
    expect(finding(found, 'rare-label')).toMatchObject({
      severity: 'warning',
      count: 1,
      message: '1 label has fewer than 5 train rows: rare.',
      next: 'Label more rows of these first: they gain most from each.',
    })
  })
  test('macroF1 wants ten test rows a label', () => {
    const report = assess(
      splitOf({
        test: [...rowsOf(60, { from: 1000 }), row('a lonely text', 'b2')],
        train: [...rowsOf(60), ...rowsOf(6, { labels: ['b2'], from: 700 })],
      }),
      taskOf({}, { metric: 'macroF1', atLeast: 0.8 }),
    )
    expect(finding(report, 'rare-label-in-test')).toMatchObject({
      message: '1 label has fewer than 10 test rows: b2. Until then macroF1 decides nothing.',
      next: 'Label more test rows of these, or judge by accuracy.',
    })
  })
  test('one label written in two ways', () => {
    const train = [...rowsOf(60), ...rowsOf(6, { labels: ['A '], from: 700 })]
    expect(finding(assess(splitOf({ train })), 'label-spelling')).toMatchObject({
      severity: 'warning',
      message: 'Labels that differ in case, spaces or punctuation only: "A " and "a".',
      next: 'Write each label in one way.',
    })
  })
})
