import { describe, expect, it } from 'vitest'
import { crossover, temporaryFolder } from './crossover.ts'

const cwd = temporaryFolder()
const env = { CROSSOVER_HOME: temporaryFolder() }

describe('with an empty cache', () => {
  it('models lists what can be fetched, and removes nothing quietly', async () => {
    const listed = await crossover(['models'], { cwd, env })
    expect(listed.exitCode).toBe(0)
    expect(listed.stdout).toMatch(/local:smollm2-135m +language +135M +Apache-2\.0 .* no\b/)
    expect(listed.stdout).toMatch(/local:minilm-l6 +embedding +23M +Apache-2\.0 .* no\b/)
    const json = await crossover(['models', '--json'], { cwd, env })
    expect(JSON.parse(json.stdout)).toMatchObject([
      { name: 'local:smollm2-135m', isCached: false },
      { name: 'local:minilm-l6', isCached: false },
    ])
    const removed = await crossover(['models', 'remove', 'local:minilm-l6'], { cwd, env })
    expect([removed.exitCode, removed.stdout]).toEqual([0, 'local:minilm-l6 was not in the cache.\n'])
  })

  it('engine lists what can be installed', async () => {
    const { exitCode, stdout } = await crossover(['engine'], { cwd, env })
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/llama +node-llama-cpp +[\d.]+ .* no\b/)
    expect(stdout).toMatch(/onnx +onnxruntime-node +[\d.]+ .* no\b/)
  })

  it('doctor says what is missing and what it would enable', async () => {
    const { exitCode, stdout } = await crossover(['doctor'], { cwd, env })
    expect(exitCode).toBe(0)
    expect(stdout).toContain(`Node ${process.versions.node} · cache ${env.CROSSOVER_HOME}`)
    expect(stdout).toMatch(/engine llama +missing: the prompted methods/)
    expect(stdout).toMatch(/model local:minilm-l6 +missing: fetched at first use/)
  })
})
