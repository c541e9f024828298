import { describe, expect, it } from 'vitest'
import { reportSchema } from '../../src/contracts/report.ts'
import { crossover } from './crossover.ts'
import { expectOneMessage } from './expect-refusal.ts'
import { deskRows, jsonLines, taskFolder, type TaskLines } from './task-folder.ts'

const testRows = deskRows({ from: 18, count: 8 })
const right = testRows.map(({ id, output }) => ({ id, output, latencyMs: 400, costUsd: 0.001 }))
const listed = 'recorded: [{ name: other-tool, family: prompt, file: answers.jsonl }]'
/** What 24 rows can show: 1 − .05^(1/24) = .117 is the smallest margin without a harmful row, a median has a bound. */
const success =
  'success: { quality: { metric: accuracy, atLeast: 0.5, notWorseBy: 0.15 }, latencyMs: { p50: 2000 } }'
const task: TaskLines = { recorded: listed, success }

function measure(answers: string, changes: TaskLines = {}) {
  const folder = taskFolder({ task: { ...task, ...changes }, files: { 'answers.jsonl': answers } })
  return crossover(['run', '--no-llm', '--json'], { cwd: folder }).then((result) => ({ ...result, folder }))
}

describe('predictions made elsewhere', () => {
  it('compete under their name, and may be chosen', async () => {
    const measured = await measure(jsonLines(right))
    expect(measured).toMatchObject({ exitCode: 0 })
    const { folder } = measured
    const { candidates, verdict, cost } = reportSchema.parse(JSON.parse(measured.stdout))
    const other = candidates.find(({ name }) => name === 'other-tool')
    expect(other).toMatchObject({ kind: 'recorded', family: 'prompt', finalist: true })
    expect(other?.quality).toMatchObject({ value: 1, n: 24 })
    expect(other?.costPerQueryUsd?.value).toBeCloseTo(0.001)
    expect(other?.latencyMs).toMatchObject({ p50: 400, n: 24 })
    expect(verdict).toMatchObject({ choice: 'prompt', candidate: 'other-tool' })
    // It is compared in money with what was trained here, every figure with where it is from.
    expect(cost?.compared).toEqual({ prompt: 'other-tool', tune: 'n-gram linear' })
    expect(cost?.inputs).toContainEqual(
      expect.objectContaining({
        name: 'other-tool: USD a query',
        value: expect.closeTo(0.001, 9) as number,
        source: 'measured',
      }),
    )
    expect(cost?.arms?.map(({ name }) => name)).toContain('other-tool')
    // A chosen candidate answers without a word of warning, the rows it knows.
    const known = await crossover(['predict', '--file', 'test.jsonl'], { cwd: folder })
    expect([known.exitCode, known.stderr]).toEqual([0, ''])
    expect(known.stdout.trim().split('\n')).toHaveLength(24)
    const unknown = await crossover(['predict', 'Is the hall free?'], { cwd: folder })
    expectOneMessage(unknown)
    expect(unknown.stderr).toContain('Recorded candidate "other-tool" has no prediction for row input.')
  })

  it('may name their rows by input', async () => {
    const byInput = testRows.map(({ input, output }) => ({ input, output }))
    const { stdout } = await measure(jsonLines(byInput))
    const { candidates } = reportSchema.parse(JSON.parse(stdout))
    expect(candidates.find(({ name }) => name === 'other-tool')?.quality?.value).toBe(1)
    // Nothing is known of its price: that is said, never 0.
    expect(candidates.find(({ name }) => name === 'other-tool')?.costPerQueryUsd).toBeUndefined()
    expect(candidates.find(({ name }) => name === 'other-tool')?.costUnknown).toBeDefined()
  })

  it('must answer every shared row', async () => {
    const result = await measure(jsonLines(right.slice(1)))
    expectOneMessage(result)
    expect(result.stderr).toContain('Recorded candidate "other-tool" has no prediction for row loans-19.')
  })

  it.each([
    { title: 'a line without an answer', line: '{"id":"x"}', says: 'answers.jsonl, line 1: `output`' },
    {
      title: 'a line without a row',
      line: '{"output":"x"}',
      says: 'answers.jsonl, line 1: it: needs `id` or `input`.',
    },
    { title: 'a line that is not JSON', line: '{"id":', says: 'answers.jsonl line 1 is not JSON: {"id":' },
    {
      title: 'a confidence in percent',
      line: '{"id":"x","output":"y","confidence":95}',
      says: '`confidence`',
    },
    { title: 'a negative cost', line: '{"id":"x","output":"y","costUsd":-1}', says: '`costUsd`' },
  ])('$title is one message', async ({ line, says }) => {
    const result = await measure(`${line}\n`)
    expectOneMessage(result)
    expect(result.stderr).toContain(says)
  })

  it('must be there, and have names that differ', async () => {
    const missing = await measure('', { recorded: listed.replace('answers', 'gone') })
    expectOneMessage(missing)
    expect(missing.stderr).toContain('gone.jsonl')
    const twice = listed.replace(/\[(.*)\]/, '[$1, $1]')
    const same = await measure('', { recorded: twice })
    expectOneMessage(same)
    expect(same.stderr).toContain('recorded has two entries named other-tool. Each name may stand once.')
  })
})
