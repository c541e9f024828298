import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { fakeHub, type FakeHub, type HubScript } from '../../src/models/catalogue/hub/hub.fixture.ts'
import { ggufBytes } from '../../src/models/gguf/gguf-bytes.fixture.ts'
import { crossover, temporaryFolder } from './crossover.ts'

const name = 'hf:acme/tiny/tiny.gguf'
const cwd = temporaryFolder()
const home = temporaryFolder()
const bytes = Buffer.concat([ggufBytes(), Buffer.alloc(300_000)])

let hub: FakeHub | undefined
afterEach(async () => {
  await hub?.close()
  hub = undefined
})

async function run(args: string[], script: Partial<HubScript> = {}) {
  hub ??= await fakeHub({ bytes, path: 'tiny.gguf', ...script })
  const env = { CROSSOVER_HOME: home, HF_ENDPOINT: hub.endpoint, HF_TOKEN: 'hf_secret' }
  const finished = await crossover(['models', ...args], { cwd, env })
  expect(finished.stdout + finished.stderr).not.toContain('hf_secret')
  return finished
}

describe('crossover models add', () => {
  it('shows what a model is and needs, downloads it, lists it, and removes it', async () => {
    const added = await run(['add', name], { token: 'hf_secret' })
    expect(added.exitCode).toBe(0)
    expect(added.stderr).toContain('Tiny Instruct · llama · 0M weights · Q4_K_M · trained for 4,096 tokens')
    expect(added.stderr).toMatch(/memory +about \d+ MB while it runs: weights 0 MB, context of 4,096 tokens/)
    expect(added.stderr).toMatch(/machine +.* of memory, .* free: it /)
    expect(added.stdout).toContain(`${name} is added. In a task file: models: { language: ["${name}"] }`)
    const listed = await run(['list'])
    expect(listed.stdout).toMatch(/hf:acme\/tiny\/tiny\.gguf +language .* yes/)
    expect(listed.stdout).toContain('not verified here')
    const json = await run(['list', '--json'])
    expect(JSON.parse(json.stdout)).toContainEqual(
      expect.objectContaining({ name, isAdded: true, isCached: true }),
    )
    const removed = await run(['remove', name])
    expect(removed.stdout).toMatch(/^hf:acme\/tiny\/tiny\.gguf: \d+ MB freed\.\n$/)
  })

  it('adds a file on disk under a name', async () => {
    writeFileSync(join(cwd, 'mine.gguf'), bytes)
    const nameless = await run(['add', 'mine.gguf'])
    expect(nameless.exitCode).toBe(2)
    expect(nameless.stderr).toContain('crossover models add mine.gguf --name my-model')
    const added = await run(['add', 'mine.gguf', '--name', 'mine'])
    expect([added.exitCode, added.stdout]).toEqual([0, expect.stringContaining('local:mine is added.')])
  })

  it('says how to get access to a gated model', async () => {
    const { exitCode, stderr } = await run(['add', name], { fileStatus: 403 })
    expect(exitCode).toBe(2)
    expect(stderr).toContain(
      'The hub answers 403 for acme/tiny: the account of HF_TOKEN has no access to it.',
    )
  })

  it('says what it tried when the hub is not there', async () => {
    const env = { CROSSOVER_HOME: home, HF_ENDPOINT: 'http://127.0.0.1:9' }
    const { exitCode, stderr } = await crossover(['models', 'add', name], { cwd, env })
    expect(exitCode).toBe(3)
    expect(stderr).toContain('127.0.0.1:9 could not be reached')
    expect(stderr).toContain(`crossover models add ./tiny.gguf --name ${name}`)
  })
})
