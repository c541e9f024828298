import { existsSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { silentProgress } from '../../contracts/progress.ts'
import type { Progress } from '../../contracts/progress.ts'
import { withTemporaryFolder } from '../temporary-folder.ts'
import { watchSize } from '../watch-size.ts'
import { engineFolder, platformPart, thisMachine } from './engine-folder.ts'
import type { Machine } from './engine-folder.ts'
import type { AbsentEngine, Engine, EngineName, NpmEngineName } from './engine.ts'
import { engineFacts } from './engines.data.ts'
import type { PythonTools } from './find-python.ts'
import { installPackages } from './install-packages.ts'
import { installTrainer } from './install-trainer.ts'
import { pruneOnnx } from './prune-onnx.ts'
import { environmentPython } from './trainer-python.ts'

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
  /** Where to look for Python and uv, instead of the usual names. */
  pythonTools?: PythonTools | undefined
}

/**
 * Finds an engine in the cache, or installs it there: exact versions; from npm no install scripts and only this
 * machine's binaries, the trainer's Python packages as wheels. It is built in a temporary folder and renamed when complete, so an interrupted install leaves
 * nothing, and of two processes that install at once one wins and both use its folder.
 *
 * @returns the engine, or what is missing when `install` is false.
 * @throws EngineError when npm or Python is missing or fails, or there is no build for this machine.
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
  if (name === 'trainer') return existsSync(environmentPython(folder))
  return existsSync(join(folder, 'node_modules', engineFacts[name].package, 'package.json'))
}

async function installEngine(folder: string, options: EngineOptions): Promise<void> {
  const { name, progress = silentProgress, machine = thisMachine } = options
  const facts = engineFacts[name]
  const part = platformPart(name, machine)
  await withTemporaryFolder(dirname(folder), async (temporary) => {
    const label = `engine ${name}: installing ${facts.package} ${facts.version}`
    const watch = { folder: temporary, label, totalBytes: facts.installingBytes, progress }
    await watchSize(watch, () =>
      name === 'trainer'
        ? installTrainer({ folder: temporary, signal: options.signal, tools: options.pythonTools })
        : installFromNpm(name, { folder: temporary, part }, options),
    )
    await moveIntoPlace(temporary, folder, () => isComplete(name, folder))
  })
}

async function installFromNpm(
  name: NpmEngineName,
  { folder, part }: { folder: string; part: string },
  { signal, npmCliPath }: EngineOptions,
): Promise<void> {
  const { package: module, version } = engineFacts[name]
  const packages = { [module]: version, ...(name === 'llama' ? { [part]: version } : {}) }
  await installPackages({ name, folder, packages, signal, npmCliPath })
  if (name === 'onnx') await pruneOnnx(folder, part)
}

async function moveIntoPlace(from: string, to: string, isThere: () => boolean): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    // Another process was faster: a folder that is not empty cannot be replaced, and its content is the same.
    if (!isThere()) throw error
  }
}
