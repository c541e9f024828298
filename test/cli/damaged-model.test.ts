import { copyFileSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listModels } from '../../src/models/catalogue/list-models.ts'
import { sha256 } from '../../src/text/sha256.ts'
import { needsModels, temporaryFolder, testHome } from './crossover.ts'
import { crossover } from './crossover.ts'
import { expectOneMessage } from './expect-refusal.ts'
import { taskFolder } from './task-folder.ts'

describe.skipIf(testHome === undefined)(`a damaged file in the cache (${needsModels})`, () => {
  it('weights with one bit flipped are not run: file and both digests are named', async () => {
    const { home, path, expected } = homeWithCopy('local:minilm-l6', 0)
    flipBit(path)
    const folder = taskFolder({ task: { methods: 'methods: [tune/head]' } })
    const result = await crossover(['run', '--no-llm'], { cwd: folder, env: { CROSSOVER_HOME: home } })
    expectOneMessage(result)
    const actual = sha256(readFileSync(path))
    expect(result.stderr).toContain(`${path} is damaged: its sha256 is ${actual}, it must be ${expected}.`)
    expect(result.stderr).toContain('Delete this file and run the command again')
  })

  it('a tokenizer that was cut off is not read', async () => {
    const { home, path, expected } = homeWithCopy('local:minilm-l6', 1)
    truncateSync(path, 1000)
    const folder = taskFolder({ task: { methods: 'methods: [baseline/nearest-neighbour]' } })
    const result = await crossover(['run', '--no-llm'], { cwd: folder, env: { CROSSOVER_HOME: home } })
    expectOneMessage(result)
    const actual = sha256(readFileSync(path))
    expect(result.stderr).toContain(`${path} is damaged: its sha256 is ${actual}, it must be ${expected}.`)
  })

  it('a language model that was cut off is not run', async () => {
    const { home, path, expected } = homeWithCopy('local:smollm2-135m', 0)
    truncateSync(path, 2_000_000)
    const folder = taskFolder({ task: { methods: 'methods: [prompt/zero-shot]' } })
    const result = await crossover(['run'], { cwd: folder, env: { CROSSOVER_HOME: home } })
    expectOneMessage(result)
    expect(result.stderr).toContain(`${path} is damaged: its sha256 is `)
    expect(result.stderr).toContain(`it must be ${expected}.`)
  })
})

/** A cache that shares engines and models, with a copy of one file of one model to be damaged. */
function homeWithCopy(name: string, index: number): { home: string; path: string; expected: string } {
  const home = temporaryFolder()
  symlinkSync(join(testHome ?? '', 'engines'), join(home, 'engines'), 'junction')
  const places = listModels(testHome ?? '').find((model) => model.name === name)?.files ?? []
  for (const { path } of places) {
    const copy = join(home, path.slice((testHome ?? '').length))
    mkdirSync(dirname(copy), { recursive: true })
    copyFileSync(path, copy)
    copyFileSync(`${path}.verified.json`, `${copy}.verified.json`)
  }
  const place = places[index]
  if (place === undefined) throw new RangeError(`${name} has no file ${index}`)
  return { home, path: join(home, place.path.slice((testHome ?? '').length)), expected: place.sha256 }
}

function flipBit(path: string): void {
  const bytes = readFileSync(path)
  bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1
  writeFileSync(path, bytes)
}
