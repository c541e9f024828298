import { expect, it } from 'vitest'
import { reportSchema } from '../../src/contracts/report.ts'
import { figureOf } from '../../src/report/figure-of.ts'
import { crossover } from './crossover.ts'
import { jsonLines, taskFolder } from './task-folder.ts'

/** decision.md §6: both right on 56 rows, only A on 10, only B on 7, neither on 5. */
const rightOf = {
  a: (row: number) => row < 66,
  b: (row: number) => row < 56 || (row >= 66 && row < 73),
}
const rows = Array.from({ length: 78 }, (_, row) => ({
  id: `claim-${row}`,
  input: `Claim ${row}: a ${['bicycle', 'kettle', 'window'][row % 3]} broke on day ${row * 7} of its warranty`,
  output: ['repair', 'refund'][row % 2] ?? '',
}))
const other = (label: string) => (label === 'repair' ? 'refund' : 'repair')
const answers = (isRight: (row: number) => boolean) =>
  jsonLines(
    rows.map(({ id, output }, row) => ({
      id,
      output: isRight(row) ? output : other(output),
      latencyMs: 300,
      costUsd: 0.001,
    })),
  )

it('"DEPLOY" on 66 of 78 against 63 of 78 is not enough evidence: 385 rows alone, 503 beside the other claim', async () => {
  const folder = taskFolder({
    task: {
      methods: 'methods: [baseline/majority]',
      success: 'success: { quality: { metric: accuracy, atLeast: 0.8, notWorseBy: 0.02 } }',
      recorded:
        'recorded: [{ name: a, family: tune, file: a.jsonl }, { name: b, family: prompt, file: b.jsonl }]',
    },
    train: Array.from({ length: 40 }, (_, row) => ({
      id: `train-${row}`,
      input: `The ${['lamp', 'chair', 'radio', 'clock'][row % 4]} number ${row} came in ${row + 2} parts`,
      output: ['repair', 'refund'][row % 2] ?? '',
    })),
    test: rows,
    files: { 'a.jsonl': answers(rightOf.a), 'b.jsonl': answers(rightOf.b) },
  })
  const { exitCode, stdout } = await crossover(['run', '--no-llm', '--json'], { cwd: folder })
  expect(exitCode).toBe(1)
  const report = reportSchema.parse(JSON.parse(stdout))
  const { verdict, comparisons, candidates } = report
  expect(verdict).toMatchObject({
    choice: 'not-enough-evidence',
    leading: { candidate: 'a' },
    labelMore: { rows: 503, total: 581, forClaim: 'quality', alpha: 0.025 },
  })
  const [a, b] = ['a', 'b'].map((name) => candidates.find((candidate) => candidate.name === name))
  expect([a?.quality?.value, b?.quality?.value]).toEqual([66 / 78, 63 / 78])
  // One-sided 95 % Clopper–Pearson: .763 and .719.
  expect([a?.meets[0]?.bound?.toFixed(3), b?.meets[0]?.bound?.toFixed(3)]).toEqual(['0.763', '0.719'])
  const [compared] = comparisons
  expect(compared).toMatchObject({ a: 'b', b: 'a', discordant: [7, 10], n: 78 })
  expect(compared?.pValue.toFixed(3)).toBe('0.629')
  expect(compared?.midP?.toFixed(3)).toBe('0.481')
  expect(compared?.nonInferiorP.toFixed(3)).toBe('0.637')
  expect([compared?.difference.low, compared?.difference.high].map((end) => end?.toFixed(4))).toEqual([
    '-0.1482',
    '0.0696',
  ])
  // Every sentence says which figures it was made from, and the report has them.
  expect(verdict.because.flatMap(({ figures }) => figures)).not.toEqual([])
  for (const { figures } of verdict.because)
    for (const figure of figures) expect(figureOf(report, figure)).toBeDefined()
})
