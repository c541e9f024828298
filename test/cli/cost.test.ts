import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { costReportSchema } from '../../src/contracts/cost.ts'
import { crossover, program, temporaryFolder } from './crossover.ts'

const cwd = temporaryFolder()
writeFileSync(
  join(cwd, 'plan.yaml'),
  `volume: { perMonth: 10000 }
prompt: { costPerQueryUsd: 0.02 }
tune: { preparationUsd: 2000, trainingUsd: [100, 500], hostingUsdPerMonth: [200, 1000] }
`,
)

test('cost compares a plan without data or model', async () => {
  const { exitCode, stdout, stderr } = await crossover(['cost', 'plan.yaml'], { cwd })
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(stdout).toContain(
    'In the first year prompting costs $2,400 and tuning $4,500 to $14,500: prompting is cheaper.',
  )
  expect(stdout).toContain('In the first year tuning pays from 18,750 to 60,417 queries a month on.')
  expect(stdout).toContain('tuning pays from 10,000 to 50,000 queries a month on.')
  expect(stdout).toContain('At 10,000 queries a month, tuning does not pay back within 60 months.')
  expect(stdout).toContain('tune.costPerQueryUsd: inference of the trained model')
})

test('cost --json prints one object and nothing else', async () => {
  const { exitCode, stdout, stderr } = await crossover(['cost', 'plan.yaml', '--json'], { cwd })
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  const cost = costReportSchema.parse(JSON.parse(stdout))
  expect(cost.firstYearUsd).toEqual({ prompt: { low: 2400, high: 2400 }, tune: { low: 4500, high: 14_500 } })
  expect(cost.leftOut).toContain('tune.retrainingPerYear: retraining')
})

test('without a plan and without a terminal it says what to write', async () => {
  const { exitCode, stdout, stderr } = await crossover(['cost'], { cwd })
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toContain('No plan is named, and nobody is there to be asked for its figures.')
  expect(stderr).toContain('crossover cost plan.yaml')
})

test('a mistyped key is bad input', async () => {
  writeFileSync(
    join(cwd, 'bad.yaml'),
    'volume: { perMonth: 1 }\nprompt: { costPerQueryUsd: 1 }\ntune: { hosting: 3 }\n',
  )
  const { exitCode, stdout, stderr } = await crossover(['cost', 'bad.yaml'], { cwd })
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toContain('tune.hosting is not a known key.')
})

const hasPython = process.platform !== 'win32' && spawnSync('python3', ['--version']).status === 0
const driver = fileURLToPath(new URL('drive-terminal.py', import.meta.url))

/** Runs `cost` on a terminal of its own and types into it. */
function askedCost(steps: [string, string][]) {
  const env: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1' }
  delete env['CI']
  return spawnSync('python3', [driver, JSON.stringify(steps), process.execPath, program, 'cost'], {
    cwd,
    env,
    encoding: 'utf8',
  })
}

test.skipIf(!hasPython)(
  'on a terminal it asks for the figures; a wrong one is asked again (needs python3)',
  () => {
    const { status, stdout } = askedCost([
      ['How many queries a month?', '0\r'],
      ['It must be above 0.', '\u007F60,000\r'],
      ['grow a month?', '\r'],
      ['when you prompt', '0.004\r'],
      ['preparing the examples', '3000\r'],
      ['training cost', '0\r'],
      ['a month?', '150\r'],
      ['besides?', '0.0005\r'],
    ])
    expect(status).toBe(0)
    expect(stdout).toContain('At 60,000 queries a month, tuning has paid back after 50 months.')
  },
)

test.skipIf(!hasPython)('Ctrl-C stops the questions (needs python3)', () => {
  const { status, stdout } = askedCost([['How many queries a month?', '\u0003']])
  expect(status).toBe(130)
  expect(stdout).not.toContain('In the first year')
})
