import { existsSync, readFileSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'
import {
  json,
  startScriptedServer,
  type ScriptedServer,
} from '../src/models/http/transport/scripted-server.fixture.ts'
import { finished, program } from './cli/crossover.ts'
import { deskRows, jsonLines, taskFolder } from './cli/task-folder.ts'

const path = join(import.meta.dirname, '..', 'docs', 'examples', 'crossover-pull-request.yml')
const workflowSchema = z.looseObject({
  on: z.strictObject({ pull_request: z.strictObject({ paths: z.array(z.string()) }) }),
  permissions: z.strictObject({ contents: z.literal('read') }),
  jobs: z.record(
    z.string(),
    z.looseObject({
      steps: z.array(
        z.looseObject({
          uses: z.string().optional(),
          name: z.string().optional(),
          run: z.string().optional(),
        }),
      ),
    }),
  ),
})
const workflow = workflowSchema.parse(parse(readFileSync(path, 'utf8')))
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps)
const judging = steps.find(({ name }) => name === 'Judge the prompt')?.run ?? ''

let server: ScriptedServer
beforeAll(async () => {
  server = await startScriptedServer(answered)
})
afterAll(() => server.close())

it('every step either uses an action or runs something', () => {
  expect(steps.length).toBeGreaterThan(4)
  for (const { uses, run } of steps) expect([uses, run].filter((part) => part !== undefined)).toHaveLength(1)
})

it.skipIf(process.platform === 'win32')('judges the prompt, and leaves the test set sealed', async () => {
  const rows = deskRows({ count: 8 })
    .filter(({ output }) => output !== 'loans')
    .map((row) => ({ ...row, id: `r-${row.id}`, input: `${row.input} Bye.` }))
  const cwd = taskFolder({
    files: {
      'prompts/short.liquid': '=== system\naccess, loans or till?\n=== user\n{{ input }}\n',
      'regression.jsonl': jsonLines(rows),
    },
    task: {
      methods: 'methods: [prompt/custom]',
      prompts: 'prompts: [short]',
      providers: `providers: { fake: { baseUrl: ${server.url}/v1 } }`,
      models: 'models: { language: [fake:tiny] }',
    },
  })
  const shell = `crossover() { '${process.execPath}' '${program}' "$@"; }\n${judging}`
  const env = { ...process.env, GITHUB_STEP_SUMMARY: join(cwd, 'summary.md') }
  const { exitCode } = await finished(spawn('bash', ['-e', '-c', shell], { cwd, env }))
  expect(exitCode).toBe(1)
  expect(server.calls).toHaveLength(rows.length)
  expect(readFileSync(join(cwd, 'crossover.xml'), 'utf8')).toContain('<failure type="fails"')
  expect(readFileSync(join(cwd, 'summary.md'), 'utf8')).toMatch(/short.*on 16 rows/u)
  expect(existsSync(join(cwd, 'test-openings.jsonl'))).toBe(false)
})

/** Always the label that no row has: the target is missed beyond doubt. */
function answered() {
  const choices = [{ index: 0, message: { role: 'assistant', content: 'loans' }, finish_reason: 'stop' }]
  return json({ id: 'one', model: 'tiny', choices, usage: { prompt_tokens: 9, completion_tokens: 1 } })
}
