import { expect, it } from 'vitest'
import { crossover } from './crossover.ts'
import { expectRefusal } from './expect-refusal.ts'
import { taskFolder } from './task-folder.ts'

const key = 'sk-test-0123456789abcdef'
const hosted = {
  models: 'models: { language: [openai:gpt-5-mini] }',
  methods: 'methods: [baseline/majority, prompt/zero-shot]',
}

it('refuses a model of an unknown provider with the nearest, and says how one is added', async () => {
  const cwd = taskFolder({ task: { ...hosted, models: 'models: { language: [opnai:gpt-5-mini] }' } })
  const message = await expectRefusal(['run'], { cwd })
  expect(message).toContain('There is no provider "opnai"')
  expect(message).toContain('Did you mean openai?')
  expect(message).toContain('providers: { opnai: { baseUrl: https://…/v1, keyEnv: OPNAI_API_KEY } }')
})

it('names the environment variable of a key that is not set', async () => {
  const cwd = taskFolder({ task: hosted })
  const { stderr } = await crossover(['run', '--exit-zero'], { cwd, env: { OPENAI_API_KEY: undefined } })
  expect(stderr).toContain(
    'openai:gpt-5-mini needs a key: the environment variable OPENAI_API_KEY is not set.',
  )
  expect(stderr).not.toContain('Hosted models will cost')
})

it('prints what hosted models may cost before they are asked, and never a key', async () => {
  const providers = 'providers: { openai: { baseUrl: http://127.0.0.1:9/v1, keyEnv: MY_KEY } }'
  const cwd = taskFolder({ task: { ...hosted, providers } })
  const options = { cwd, env: { MY_KEY: key } }
  const { stdout, stderr } = await crossover(['run', '--max-spend', '0', '--exit-zero'], options)
  expect(stderr).toMatch(
    /Hosted models will cost about [\d.]+ to [\d.]+ USD. Nothing is asked beyond 0 USD./u,
  )
  expect(stderr).toContain('openai:gpt-5-mini: 0.25 USD in and 2 USD out per million tokens')
  expect(stdout + stderr).not.toContain(key)
})

it('says what --max-spend may be', async () => {
  const { exitCode, stderr } = await crossover(['run', '--max-spend', 'much'], { cwd: taskFolder() })
  expect(exitCode).toBe(2)
  expect(stderr).toContain('It must be an amount in USD, for example 2.50.')
})
