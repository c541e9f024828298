import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Prediction } from '../../src/contracts/prediction.ts'
import { reportSchema, verdictSchema, type Report } from '../../src/contracts/report.ts'
import { crossover } from './crossover.ts'
import { expectOneMessage } from './expect-refusal.ts'
import { deskRows, jsonLines, taskFolder } from './task-folder.ts'

type Step = Prediction['validity']

const testRows = deskRows({ from: 18, count: 8 })
const answers = (stepOf: (row: number) => Step | undefined) =>
  jsonLines(
    testRows.map(({ id, output }, row) => ({
      id,
      output,
      latencyMs: 400,
      costUsd: 0.001,
      validity: stepOf(row),
    })),
  )
const asks = (validity: string) =>
  `success: { quality: { metric: accuracy, atLeast: 0.5, notWorseBy: 0.15 }, latencyMs: { p50: 2000 }${validity} }`
const folderAsking = (validity: string) =>
  taskFolder({
    task: {
      methods: 'methods: [baseline/majority]',
      success: asks(validity),
      recorded: `recorded: [${['steady', 'mended', 'loose', 'silent'].map((name) => `{ name: ${name}, family: prompt, file: ${name}.jsonl }`).join(', ')}]`,
    },
    files: {
      'steady.jsonl': answers(() => 'first'),
      // Mended and asked again are usable; a fallback is not.
      'mended.jsonl': answers((row) => (['first', 'repaired', 'reasked'] as const)[row % 3]),
      'loose.jsonl': answers((row) => (row < 12 ? 'first' : 'fallback')),
      'silent.jsonl': answers((row) => (row === 0 ? undefined : 'first')),
    },
  })
const formOf = ({ candidates }: Report, named: string) =>
  candidates.find(({ name }) => name === named)?.meets.find(({ criterion }) => criterion === 'validity')

describe('success.validity', () => {
  let folder = ''
  let report: Report
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')

  beforeAll(async () => {
    // 24 of 24 show .05^(1/24) = 88.3 %; 12 of 24 are at most 68.1 %.
    folder = folderAsking(', validity: { atLeast: 0.8 }')
    const args = ['run', '--no-llm', '--json', '--junit', 'junit.xml', '--summary', 'summary.md']
    const { stdout } = await crossover(args, { cwd: folder })
    report = reportSchema.parse(JSON.parse(stdout))
  })

  it('is judged by what rows show: met when mended, failed by fallbacks, unknown where a line says nothing', () => {
    expect(formOf(report, 'steady')).toMatchObject({ result: 'meets', value: 1, target: 0.8 })
    expect(formOf(report, 'steady')?.bound).toBeCloseTo(0.05 ** (1 / 24), 6)
    expect(formOf(report, 'mended')).toMatchObject({ result: 'meets', value: 1 })
    expect(formOf(report, 'loose')).toMatchObject({ result: 'fails', value: 0.5 })
    expect(formOf(report, 'silent')).toMatchObject({ result: 'cannot-say', value: null })
    expect(report.verdict).toMatchObject({ choice: 'prompt', candidate: 'steady' })
    const because = report.verdict.because.map(({ text }) => text)
    expect(because.find((text) => text.startsWith('loose:'))).toContain(
      '12 of 24 answers had the asked form (50.0 %; at most 68.1 %, 95 % bound), at least 80 % asked',
    )
    expect(because.find((text) => text.startsWith('silent:'))).toContain('is not known (validity)')
  })

  it('stands in every format of the report', async () => {
    expect(read('junit.xml')).toMatch(
      /name="validity"[^<]*>\s*<system-out>measured 100\.0.%, cautious bound 88\.3.%, target 80.%</,
    )
    expect(read('summary.md')).toContain('format: fails')
    const html = read('.crossover/reports/latest.html')
    expect(html.replace(/\s+/gu, ' ')).toMatch(/format<span class="kind">target 80.%/)
    const { stdout } = await crossover(['report'], { cwd: folder })
    expect(stdout).toContain('format')
  })

  it('can be asked for afterwards, which makes the verdict exploratory', async () => {
    const printed = z.object({ before: verdictSchema, report: reportSchema })
    const decide = async (set: string) => {
      const { stdout } = await crossover(['decide', '--set', set, '--json'], { cwd: folder })
      return printed.parse(JSON.parse(stdout)).report
    }
    const strict = await decide('success.validity.atLeast=0.9')
    expect(formOf(strict, 'steady')).toMatchObject({ result: 'cannot-say', target: 0.9 })
    expect(strict.verdict.choice).toBe('not-enough-evidence')
    expect(strict.verdict.exploratory).toContain('the share of usable answers asked for was changed')
    expect((await decide('success.validity.atLeast=0.8')).verdict.exploratory).toBeUndefined()
  })
})

it('without the key nothing is judged and nothing said', async () => {
  const folder = folderAsking('')
  const { stdout } = await crossover(['run', '--no-llm', '--json'], { cwd: folder })
  expect(stdout).not.toContain('asked form')
  const report = reportSchema.parse(JSON.parse(stdout))
  expect(formOf(report, 'loose')).toBeUndefined()
  const evaluated = await crossover(['evaluate', '--method', 'baseline/majority'], { cwd: folder })
  expect(evaluated.stdout).not.toContain('in the asked form')
})

it('an evaluation judges it too', async () => {
  const folder = folderAsking(', validity: { atLeast: 0.3 }')
  const { stdout } = await crossover(['evaluate', '--method', 'baseline/majority'], { cwd: folder })
  expect(stdout).toMatch(/in the asked form: 100.0.%, target 30.%: met/)
})

it.each([
  ['{ atLeast: 98 }', 'success.validity.atLeast is 98'],
  ['{ atLeast: 1 }', 'success.validity.atLeast is 1'],
  ['{ atMost: 0.1 }', 'success.validity.atMost is not a known key'],
])('validity: %s is refused in one message', async (value, says) => {
  const result = await crossover(['check'], { cwd: folderAsking(`, validity: ${value}`) })
  expectOneMessage(result)
  expect(result.stderr).toContain(says)
})
