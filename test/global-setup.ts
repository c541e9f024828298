import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

type ProgressEvent = { label: string; done: number; total: number }
type Step = { name: string; home: string; progress: (event: ProgressEvent) => void }

const sayEveryMs = 5000

/**
 * Before the suite: the program must be built, and engines and models are fetched into the cache, once. Where they
 * cannot be had the tests that need them are skipped and say so; under CI that is a failure.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (!existsSync(builtFile('program/cli/main.js')))
    throw new Error('dist/ is not built, and the black-box tests drive it. Run: npm run build')
  const home = resolve(process.env['CROSSOVER_TEST_HOME'] ?? (await cacheFolder()))
  try {
    await prepare(home)
    const folder = process.env['CROSSOVER_TEST_TRAINER'] === '1' ? undefined : await withoutTrainer(home)
    process.env['CROSSOVER_TEST_HOME'] = folder ?? home
    return folder === undefined ? undefined : () => rm(folder, { recursive: true, force: true })
  } catch (error) {
    if (process.env['CI'] !== undefined) throw error
    Reflect.deleteProperty(process.env, 'CROSSOVER_TEST_HOME')
    const reason = error instanceof Error ? error.message : String(error)
    console.warn(`Tests that run models are skipped, since engines or models cannot be fetched: ${reason}`)
    return undefined
  }
}

/** The same cache, as if the trainer were not installed: a run trains with it wherever it finds it, for minutes. */
async function withoutTrainer(home: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'crossover-test-home-'))
  const engines = join(folder, 'engines')
  await mkdir(engines)
  await mkdir(join(home, 'embeddings'), { recursive: true })
  for (const name of ['models', 'embeddings']) await symlink(join(home, name), join(folder, name), 'junction')
  for (const name of await readdir(join(home, 'engines')))
    if (!name.startsWith('trainer-'))
      await symlink(join(home, 'engines', name), join(engines, name), 'junction')
  return folder
}

async function prepare(home: string): Promise<void> {
  const progress = sayNowAndThen()
  const { ensureEngine } = await built<{ ensureEngine: (step: Step) => Promise<unknown> }>(
    'models/engines/ensure-engine.js',
  )
  const { ensureModel } = await built<{ ensureModel: (step: Step) => Promise<unknown> }>(
    'models/catalogue/ensure-model.js',
  )
  for (const name of ['onnx', 'llama']) await ensureEngine({ name, home, progress })
  for (const name of ['local:minilm-l6', 'local:smollm2-135m']) await ensureModel({ name, home, progress })
}

async function cacheFolder(): Promise<string> {
  const { defaultCacheFolder } = await built<{
    defaultCacheFolder: (env: NodeJS.ProcessEnv, platform: string) => string
  }>('models/cache-folder.js')
  return defaultCacheFolder(process.env, process.platform)
}

/** The program as it ships: the sources would start a host that is not there before the build. */
async function built<Module>(path: string): Promise<Module> {
  return (await import(builtFile(path).href)) as Module
}

function builtFile(path: string): URL {
  return new URL(`../dist/${path}`, import.meta.url)
}

function sayNowAndThen(): (event: ProgressEvent) => void {
  let last = performance.now()
  return ({ label, done, total }) => {
    if (performance.now() - last < sayEveryMs) return
    last = performance.now()
    console.log(`  ${label}  ${Math.round((100 * done) / Math.max(1, total))} %`)
  }
}
