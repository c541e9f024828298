import { expect, it } from 'vitest'
import { reportSchema } from '../../src/contracts/report.ts'
import { figureOf } from '../../src/report/figure-of.ts'
import { randomSource } from '../../src/stats/random-source.ts'
import { crossover } from './crossover.ts'
import { jsonLines, taskFolder, type FileRow } from './task-folder.ts'

const random = randomSource(9)
const pick = (items: readonly string[]) => items[Math.floor(random.next() * items.length)] ?? ''
const fillers = Array.from({ length: 400 }, (_, word) => `w${(word * 7919).toString(36)}`)
const hints = { bread: ['crust', 'dough', 'loaf'], tea: ['leaf', 'kettle', 'steam'] }
const other = (label: string) => (label === 'bread' ? 'tea' : 'bread')

/** Rows that a word tells apart; one in ten has the other label, which nothing can know. */
function rowsOf(name: string, count: number): FileRow[] {
  return Array.from({ length: count }, (_, row) => {
    const said = row % 2 === 0 ? 'bread' : 'tea'
    const words = Array.from({ length: 12 }, () => pick(fillers)).join(' ')
    const output = row % 10 < 2 && row % 20 < 10 ? other(said) : said
    return { id: `${name}-${row}`, input: `${words} ${pick(hints[said])} ${pick(fillers)}`, output }
  })
}

it('test rows are enlarged to the planned size, and a hopeless arm is stopped, named and not ranked', async () => {
  const test = rowsOf('test', 360)
  const wrong = test.map(({ id, output }) => ({ id, output: other(output), latencyMs: 5, costUsd: 0 }))
  const folder = taskFolder({
    task: {
      methods: 'methods: [baseline/ngram-linear]',
      success: 'success: { quality: { metric: accuracy, atLeast: 0.78, notWorseBy: 0.1 } }',
      evaluation: 'evaluation: { maxRows: 60 }',
      recorded: 'recorded: [{ name: hopeless, family: prompt, file: wrong.jsonl }]',
    },
    train: rowsOf('train', 800),
    test,
    files: { 'wrong.jsonl': jsonLines(wrong) },
  })
  const { stdout, stderr } = await crossover(['run', '--no-llm', '--json'], { cwd: folder })
  const report = reportSchema.parse(JSON.parse(stdout))
  expect(report.testRows).toMatchObject({ start: 60 })
  const { planned, rows } = report.testRows ?? { planned: 0, rows: 0 }
  expect(planned).toBeGreaterThan(360)
  expect(rows).toBe(360)
  expect(report.candidates.find(({ name }) => name === 'n-gram linear')?.quality?.n).toBe(rows)
  const hopeless = report.candidates.find(({ name }) => name === 'hopeless')
  expect(hopeless).toMatchObject({
    finalist: false,
    // 150 right of 360 would be left: the bound of .42 is far below .78. After 60 rows 300 were left.
    stopped: { rows: 210, of: 360, clause: 'quality' },
    meets: [],
  })
  expect(hopeless?.quality).toBeUndefined()
  const sentence = report.verdict.because.find(({ text }) => text.startsWith('hopeless: stopped after 210'))
  expect(sentence?.text).toContain('It is no finalist and is not ranked.')
  for (const { figures } of report.verdict.because)
    for (const figure of figures) expect(figureOf(report, figure)).toBeDefined()
  expect(stderr).toContain('360 test rows instead of 60')
  // The prompt was measured and was bound to be out: a choice may stand beside it.
  expect(report.verdict.next.join(' ')).not.toContain('measure a prompted model')
  const again = await crossover(['run', '--no-llm', '--json'], { cwd: folder })
  const { verdict, testRows } = reportSchema.parse(JSON.parse(again.stdout))
  expect({ verdict, testRows }).toEqual({ verdict: report.verdict, testRows: report.testRows })
})
