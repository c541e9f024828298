import { existsSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { silentProgress } from '../../contracts/progress.ts'
import type { Progress } from '../../contracts/progress.ts'
import { withTemporaryFolder } from '../temporary-folder.ts'
import { watchSize } from '../watch-size.ts'
import { engineFolder, platformPart, thisMachine } from './engine-folder.ts'
import type { Machine } from './engine-folder.ts'
import type { AbsentEngine, Engine, EngineName } from './engine.ts'
import { engineFacts } from './engines.data.ts'
import { installPackages } from './install-packages.ts'
import { pruneOnnx } from './prune-onnx.ts'

export interface EngineOptions {
  name: EngineName
  /** The cache folder, absolute. */
  home: string
  progress?: Progress | undefined
  signal?: AbortSignal | undefined
  /** False: only look. */
  install?: boolean | undefined
  /** `npm_execpath`, where npm started this program. */
  npmCliPath?: string | undefined
  machine?: Machine | undefined
}

/**
 * Finds an engine in the cache, or installs it there with npm: exact versions, no install scripts, only this
 * machine's binaries. It is built in a temporary folder and renamed when complete, so an interrupted install leaves
 * nothing, and of two processes that install at once one wins and both use its folder.
 *
 * @returns the engine, or what is missing when `install` is false.
 * @throws EngineError when npm is missing or fails, or there is no build for this machine.
 */
export function ensureEngine(options: EngineOptions & { install?: true }): Promise<Engine>
export function ensureEngine(options: EngineOptions): Promise<Engine | AbsentEngine>
export async function ensureEngine(options: EngineOptions): Promise<Engine | AbsentEngine> {
  const { name, home, machine = thisMachine, install = true } = options
  const { version } = engineFacts[name]
  const folder = engineFolder(name, home, machine)
  if (isComplete(name, folder)) return { name, folder, version }
  if (!install) return { name, version, absent: true, hint: `Install it with: crossover engine add ${name}` }
  await installEngine(folder, options)
  return { name, folder, version }
}

function isComplete(name: EngineName, folder: string): boolean {
  return existsSync(join(folder, 'node_modules', engineFacts[name].package, 'package.json'))
}

async function installEngine(folder: string, options: EngineOptions): Promise<void> {
  const { name, progress = silentProgress, signal, npmCliPath, machine = thisMachine } = options
  const facts = engineFacts[name]
  const part = platformPart(name, machine)
  const packages = { [facts.package]: facts.version, ...(name === 'llama' ? { [part]: facts.version } : {}) }
  await withTemporaryFolder(dirname(folder), async (temporary) => {
    const label = `engine ${name}: installing ${facts.package} ${facts.version}`
    const watch = { folder: temporary, label, totalBytes: facts.installingBytes, progress }
    await watchSize(watch, () => installPackages({ name, folder: temporary, packages, signal, npmCliPath }))
    if (name === 'onnx') await pruneOnnx(temporary, part)
    await moveIntoPlace(temporary, folder, () => isComplete(name, folder))
  })
}

async function moveIntoPlace(from: string, to: string, isThere: () => boolean): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    // Another process was faster: a folder that is not empty cannot be replaced, and its content is the same.
    if (!isThere()) throw error
  }
}
