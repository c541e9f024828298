import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

/** What a finished command left behind. */
export interface Finished {
  exitCode: number | null
  stdout: string
  stderr: string
}

export interface CommandOptions {
  cwd: string
  /** Set on top of this process's variables; `undefined` takes one away. */
  env?: Record<string, string | undefined>
  /** As a user who may not write everywhere: root becomes nobody, anyone else stays. */
  unprivileged?: boolean
  /** What comes in on stdin; nothing when absent. */
  input?: string
}

/** What `node` is given to start the built program. */
export const program = fileURLToPath(new URL('../../bin/crossover.js', import.meta.url))

const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}

/** Whether the program can be started as a user who may not write everywhere. */
export function canRunUnprivileged(): boolean {
  if (process.platform === 'win32') return false
  return spawnSync(process.execPath, [program, '--version'], { ...nobody, cwd: tmpdir() }).status === 0
}

/** A cache with engines and models, where there is one (test/global-setup.ts). */
export const testHome = process.env['CROSSOVER_TEST_HOME']

/** In the title of tests that run models: why they are skipped where there are none. */
export const needsModels = 'needs CROSSOVER_TEST_HOME'

/** Runs the built program to its end, without a terminal. */
export function crossover(args: readonly string[], options: CommandOptions): Promise<Finished> {
  const child = startCrossover(args, options)
  // A program that refuses early closes stdin: that is seen in how it ends.
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(options.input)
  return finished(child)
}

/** Starts the built program and leaves it running. */
export function startCrossover(args: readonly string[], options: CommandOptions): ChildProcess {
  const { cwd, env = {}, unprivileged = false, input } = options
  const variables: NodeJS.ProcessEnv = { ...process.env, CROSSOVER_HOME: testHome, ...env }
  for (const name of ['NO_COLOR', 'FORCE_COLOR', 'CI'])
    if (!Object.hasOwn(env, name)) Reflect.deleteProperty(variables, name)
  return spawn(process.execPath, [program, ...args], {
    cwd,
    env: variables,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    ...(unprivileged ? nobody : {}),
  })
}

/** What a started command prints and how it ends. */
export function finished(child: ChildProcess): Promise<Finished> {
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode) =>
      resolve({
        exitCode,
        stdout: Buffer.concat(out).toString('utf8'),
        stderr: Buffer.concat(err).toString('utf8'),
      }),
    )
  })
}

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** An empty folder that is removed when the test file is done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'crossover-cli-'))
  folders.push(folder)
  return folder
}

/** A cache of one's own that shares engines and models with the suite's: vectors are not found there. */
export function freshHome(): string {
  const home = temporaryFolder()
  for (const name of ['engines', 'models'])
    symlinkSync(join(testHome ?? '', name), join(home, name), 'junction')
  return home
}
