import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EngineError, StoppedError } from '../../errors.ts'
import { ensureEngine } from './ensure-engine.ts'
import { listEngines } from './list-engines.ts'

const machine = { platform: 'linux', arch: 'x64' } as const

/** Stands in for npm: `node npm-cli.js install …`, run in the engine's temporary folder. */
const npmThatInstalls = `
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs')
for (const name of Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).dependencies)) {
  mkdirSync('node_modules/' + name, { recursive: true })
  writeFileSync('node_modules/' + name + '/package.json', '{}')
}
for (const os of ['linux', 'win32']) for (const arch of ['x64', 'arm64']) {
  mkdirSync('node_modules/onnxruntime-node/bin/napi-v6/' + os + '/' + arch, { recursive: true })
}
writeFileSync('arguments.json', JSON.stringify(process.argv.slice(2)))
`

let home = ''
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'crossover-engines-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

async function npmWith(program: string): Promise<string> {
  const path = join(home, 'npm-cli.js')
  await writeFile(path, program)
  return path
}

describe('ensureEngine', () => {
  it('only looks when installing is not asked for', async () => {
    const outcome = await ensureEngine({ name: 'llama', home, install: false, machine })
    expect(outcome).toEqual({
      name: 'llama',
      version: '3.21.1',
      absent: true,
      hint: 'Install it with: crossover engine add llama',
    })
    expect(await readdir(home)).toEqual([])
  })

  it('makes a package of exact versions, with the binary of this machine, and runs no scripts', async () => {
    const npmCliPath = await npmWith(npmThatInstalls)
    const engine = await ensureEngine({ name: 'llama', home, machine, npmCliPath })
    expect(engine).toEqual({
      name: 'llama',
      version: '3.21.1',
      folder: join(home, 'engines', 'llama-3.21.1-linux-x64'),
    })
    const manifest: unknown = JSON.parse(await readFile(join(engine.folder, 'package.json'), 'utf8'))
    expect(manifest).toMatchObject({
      dependencies: { 'node-llama-cpp': '3.21.1', '@node-llama-cpp/linux-x64': '3.21.1' },
    })
    const given = await readFile(join(engine.folder, 'arguments.json'), 'utf8')
    expect(given).toContain('"--ignore-scripts"')
    expect(given).toContain('"--omit=optional"')
  })

  it('keeps only the binaries of this machine', async () => {
    const npmCliPath = await npmWith(npmThatInstalls)
    const { folder } = await ensureEngine({ name: 'onnx', home, machine, npmCliPath })
    const binaries = join(folder, 'node_modules', 'onnxruntime-node', 'bin', 'napi-v6')
    expect(await readdir(binaries, { recursive: true })).toEqual(['linux', join('linux', 'x64')])
    const listed = await listEngines(home, machine)
    expect(listed.map(({ name, installed }) => [name, installed])).toEqual([
      ['llama', false],
      ['onnx', true],
      ['trainer', false],
    ])
  })

  it('lets two that install at once end with the same folder and no leftovers', async () => {
    const npmCliPath = await npmWith(npmThatInstalls)
    const options = { name: 'llama', home, machine, npmCliPath } as const
    const [one, two] = await Promise.all([ensureEngine(options), ensureEngine(options)])
    expect(one).toEqual(two)
    expect(await readdir(join(home, 'engines'))).toEqual(['llama-3.21.1-linux-x64'])
  })

  it('says what npm said when it fails, and leaves nothing', async () => {
    const npmCliPath = await npmWith(`console.error('npm error 404 no such package'); process.exit(1)`)
    const work = ensureEngine({ name: 'onnx', home, machine, npmCliPath })
    await expect(work).rejects.toThrow(
      'npm could not install onnxruntime-node@1.30.0: npm error 404 no such package',
    )
    await expect(work).rejects.toBeInstanceOf(EngineError)
    expect(await readdir(join(home, 'engines'))).toEqual([])
  })

  it('kills npm and leaves nothing when stopped', async () => {
    const npmCliPath = await npmWith(
      `require('node:fs').writeFileSync('started', ''); setInterval(() => {}, 1000)`,
    )
    const stop = new AbortController()
    const progress = () => setTimeout(() => stop.abort(), 300)
    const work = ensureEngine({ name: 'llama', home, machine, npmCliPath, progress, signal: stop.signal })
    await expect(work).rejects.toBeInstanceOf(StoppedError)
    expect(await readdir(join(home, 'engines'))).toEqual([])
  })

  it('does not take a folder that lacks the package for an engine', async () => {
    await mkdir(join(home, 'engines', 'llama-3.21.1-linux-x64', 'node_modules'), { recursive: true })
    expect(await ensureEngine({ name: 'llama', home, install: false, machine })).toMatchObject({
      absent: true,
    })
  })

  it('names the machines there are builds for', async () => {
    const work = ensureEngine({ name: 'onnx', home, machine: { platform: 'aix', arch: 'ppc64' } })
    await expect(work).rejects.toThrow(
      'onnxruntime-node has no build for aix-ppc64. There are builds for: linux-x64,',
    )
  })
})

const realHome = process.env['CROSSOVER_TEST_HOME']
describe.skipIf(realHome === undefined)('installed engines (needs CROSSOVER_TEST_HOME)', () => {
  it('are in the folder that is named', async () => {
    const listed = (await listEngines(realHome ?? '')).filter(({ name }) => name !== 'trainer')
    expect(listed.map(({ installed, folder }) => installed && existsSync(folder))).toEqual([true, true])
  })
})
