import { describe, expect, test } from 'vitest'
import type { Example, ExampleSplit } from '../contracts/example.ts'
import { type DataReport, dataReportSchema, type Finding } from '../contracts/report.ts'
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

function assess(split: ExampleSplit, task = taskOf(), openings = 0): DataReport {
  return assessData({ task, split, openings })
}

function finding(report: DataReport, check: string): Finding | undefined {
  return report.findings.find((one) => one.check === check)
}

describe('clean data', () => {
  const report = assess(splitOf())
  test('is counted', () => {
    expect(report).toMatchObject({
      rows: { train: 60, validation: 10, test: 300 },
      labels: [
        { label: 'a', train: 30, test: 150 },
        { label: 'b', train: 30, test: 150 },
      ],
      leakage: { inputsExact: 0, inputsNear: 0, pairsExact: 0, inputsExactOtherOutput: 0 },
      duplicates: { exact: 0, near: 0 },
      conflicts: 0,
      testOpenings: 0,
    })
    expect(dataReportSchema.parse(report)).toEqual(report)
  })
  test('has no finding but the power of its margin and the rule of thumb about 70 rows', () => {
    expect(report.findings.map(({ check }) => check)).toEqual(['few-train-rows', 'low-power'])
  })
})

describe('what the test rows can show (decision.md §2.5)', () => {
  test.each([
    [200, 188],
    [300, 279],
  ])('n = %i needs %i right to show .90', (n, right) => {
    expect(assess(splitOf({ test: rowsOf(n, { from: 1000 }) })).enough.canShow.lowestPassing).toBe(right)
  })

  test('n = 300: power .48 at margin .03, .84 at .05; smallest margin 2.486 √(.1/300)', () => {
    const report = assess(splitOf())
    expect(report.enough.powerAtMargin).toBeCloseTo(0.48, 2)
    expect(report.enough.smallestDifference).toBeCloseTo(2.486 * Math.sqrt(0.1 / 300), 4)
    const wider = assess(splitOf(), taskOf({}, { metric: 'accuracy', atLeast: 0.9, notWorseBy: 0.05 }))
    expect(wider.enough.powerAtMargin).toBeCloseTo(0.84, 2)
    expect(finding(wider, 'low-power')).toBeUndefined()
    expect(finding(report, 'low-power')).toMatchObject({
      severity: 'note',
      message:
        '300 test rows show a margin of 0.03 with power 0.48 between equal candidates; the smallest margin they show with power .80 is 0.045.',
      next: 'Label more test rows, or set success.quality.notWorseBy to what you could live with.',
    })
  })

  test('only evaluation.maxRows of a larger test set are used', () => {
    expect(assess(splitOf(), taskOf({ evaluation: { maxRows: 200 } })).enough).toMatchObject({
      rows: 200,
      canShow: { lowestPassing: 188 },
    })
  })

  test('a second opening needs more rows right', () => {
    const { enough, testOpenings } = assess(splitOf(), taskOf(), 2)
    expect(testOpenings).toBe(2)
    expect(enough.canShow.lowestPassing).toBeGreaterThan(279)
  })

  test('too few rows for any statement: 28 where .90 takes 29', () => {
    const report = assess(splitOf({ test: rowsOf(28, { from: 1000 }) }))
    expect(report.enough).toMatchObject({ labelMore: 1, canShow: { lowestPassing: null } })
    expect(finding(report, 'too-few-test-rows')).toMatchObject({
      severity: 'blocker',
      count: 28,
      message: '28 test rows cannot show anything: even all right would not show 0.9. It takes 29.',
      next: 'Label 1 more test rows.',
    })
    expect(
      finding(assess(splitOf({ test: rowsOf(29, { from: 1000 }) })), 'too-few-test-rows'),
    ).toBeUndefined()
  })

  test('means need 30 rows', () => {
    const task = taskOf({ kind: 'generation' }, { metric: 'chrF', atLeast: 0.5 })
    const report = assess(splitOf({ test: rowsOf(20, { from: 1000 }) }), task)
    expect(report.enough).toMatchObject({ labelMore: 10, canShow: { target: 0.5, lowestPassing: null } })
    expect(finding(report, 'too-few-test-rows')?.message).toBe(
      '20 test rows cannot show anything: an interval would be descriptive only. It takes 30.',
    )
    expect(report.labels).toEqual([])
    expect(finding(assess(splitOf(), task), 'low-power')).toBeUndefined()
  })

  test('a test set opened five times is spent', () => {
    expect(finding(assess(splitOf(), taskOf(), 4), 'spent-test-set')).toBeUndefined()
    expect(finding(assess(splitOf(), taskOf(), 5), 'spent-test-set')).toMatchObject({
      severity: 'warning',
      message: 'This test set was opened 5 times. Verdicts of new candidates on it are exploratory.',
      next: 'Label fresh test rows.',
    })
  })
})

describe('twins of test rows', () => {
  const text = 'please send the replacement charger to me now'
  const train = [...rowsOf(60), row('Where is my order?', 'a'), row('cancel my order', 'a'), row(text, 'a')]
  const leaked = [
    row('where is MY order', 'a'),
    row('Cancel my order!', 'b'),
    row(text.replace('now', 'not'), 'a'),
  ]
  const report = assess(splitOf({ train, test: [...rowsOf(297, { from: 1000 }), ...leaked] }))

  test('are counted apart: same answer, other answer, near (which includes exact)', () => {
    expect(report.leakage).toEqual({
      inputsExact: 2,
      inputsNear: 3,
      pairsExact: 1,
      inputsExactOtherOutput: 1,
    })
  })
  test('exact', () => {
    expect(finding(report, 'exact-leakage')).toEqual({
      check: 'exact-leakage',
      severity: 'warning',
      count: 2,
      rows: leaked.slice(0, 2).map(({ id }) => id),
      message: '2 test rows (0.7 %) stand in train word for word, 1 with the same answer.',
      next: 'Nothing to do for this run: the train rows are left out of training. Remove them to be rid of this.',
    })
  })
  test('near', () => {
    expect(finding(report, 'near-leakage')).toMatchObject({
      severity: 'warning',
      rows: [leaked[2]?.id],
      message: '1 test row (0.3 %) differs from a train row by a few characters only.',
    })
  })
  test('a test set that is mostly leaked is a blocker; only 50 rows are named', () => {
    const half = rowsOf(150)
    const test = [...half.map((one) => row(one.input.text, one.expected)), ...rowsOf(150, { from: 1000 })]
    const found = finding(
      assess(splitOf({ train: [...half, ...rowsOf(60, { from: 300 })], test })),
      'exact-leakage',
    )
    expect(found).toMatchObject({
      severity: 'blocker',
      count: 150,
      message:
        '150 test rows (50 %) stand in train word for word, 150 with the same answer. A score on this test set would not be clean.',
      next: 'Collect fresh test rows, or give one `examples:` file and let crossover draw the split.',
    })
    expect(found?.rows).toHaveLength(50)
  })
  test('nothing to train on is left', () => {
    const test = rowsOf(60)
    const copies = test.map((one) => row(one.input.text, one.expected))
    expect(finding(assess(splitOf({ train: copies, test })), 'no-clean-train')).toMatchObject({
      severity: 'blocker',
      count: 60,
      message: 'Without the 60 rows that are twins of test rows, train or validation has no rows.',
    })
    const left = [...copies, ...rowsOf(5, { labels: ['a'], from: 500 })]
    expect(finding(assess(splitOf({ train: left, test })), 'no-clean-train')?.message).toBe(
      'Without the 60 rows that are twins of test rows, train or validation has rows of one label only.',
    )
  })
})

describe('train rows that repeat or contradict', () => {
  const text = 'please send the replacement charger to me now'
  const repeats = [
    row('Hello there', 'a'),
    row('hello there!', 'a'),
    row('HELLO THERE', 'b'),
    row(text, 'a'),
    row(text.replace('now', 'not'), 'a'),
  ]
  const split = splitOf({ train: [...rowsOf(60), ...repeats] })
  const report = assess(split)

  test('are counted: repeats of an earlier row, near with exact, conflicts by text', () => {
    expect(report.duplicates).toEqual({ exact: 2, near: 3 })
    expect(report.conflicts).toBe(1)
  })
  test('exact duplicates', () => {
    expect(finding(report, 'exact-duplicates')).toMatchObject({
      severity: 'note',
      rows: [repeats[1]?.id, repeats[2]?.id],
      message: '2 train rows (2.7 %) repeat the text of an earlier row.',
      next: 'Keep them if users really ask the same thing that often; else remove them.',
    })
  })
  test('near duplicates', () => {
    expect(finding(report, 'near-duplicates')).toMatchObject({
      rows: [repeats[4]?.id],
      message: '1 train row (1.3 %) differs from an earlier row by a few characters only.',
      next: 'Rows copied and edited teach little: label different ones next.',
    })
  })
  test('conflicts are a warning where labels are, a note where texts are', () => {
    expect(finding(report, 'conflicts')).toMatchObject({
      severity: 'warning',
      count: 3,
      message: '1 text in train has more than one answer (3 rows).',
      next: 'Decide on one answer for each: no candidate can have both right.',
    })
    const free = assess(split, taskOf({ kind: 'generation' }, { metric: 'chrF', atLeast: 0.5 }))
    expect(finding(free, 'conflicts')).toMatchObject({
      severity: 'note',
      next: 'Several answers may be right; check that they are.',
    })
  })
})

test('findings come worst first', () => {
  const train = [...rowsOf(60), row('Hello there', 'a'), row('hello there', 'b')]
  const { findings } = assess(splitOf({ train, test: rowsOf(10, { from: 1000 }) }))
  expect(findings.map(({ severity }) => severity)).toEqual(['blocker', 'warning', 'warning', 'note'])
})
