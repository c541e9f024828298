import { tmpdir } from 'node:os'
import { EngineError } from '../../errors.ts'
import { runCommand } from '../run-command.ts'
import type { CommandOutcome } from '../run-command.ts'
import { findPython, usualTools } from './find-python.ts'
import type { FoundPython, PythonTools } from './find-python.ts'
import { environmentPython, lockPath } from './trainer-python.ts'

/** The empty folder that becomes the virtual environment. */
export interface TrainerInstall {
  folder: string
  signal?: AbortSignal | undefined
  tools?: PythonTools | undefined
}

/**
 * Makes a virtual environment and puts the locked packages in: with uv where there is one (it shares what it
 * downloaded before), else with Python's own venv and pip. Only wheels: nothing is compiled, no package's script runs.
 *
 * @throws EngineError when there is no fitting Python, it cannot make environments, or a package cannot be had.
 */
export async function installTrainer({ folder, signal, tools = usualTools }: TrainerInstall): Promise<void> {
  const python = await findPython(tools, signal)
  const hasUv = (await run(tools.uv, ['--version'], signal)).exitCode === 0
  if (!hasUv && !python.hasVenv) throw noVenv(python)
  const environment = hasUv
    ? await run(tools.uv, ['venv', '--no-project', `--python=${python.path}`, folder], signal)
    : await run(python.path, ['-m', 'venv', folder], signal)
  assertDone('The virtual environment could not be made', environment)
  const inside = environmentPython(folder)
  const packages = hasUv
    ? await run(
        tools.uv,
        ['pip', 'install', `--python=${inside}`, '--only-binary=:all:', '--requirement', lockPath],
        signal,
      )
    : await run(
        inside,
        ['-m', 'pip', 'install', '--only-binary=:all:', '--no-input', '--progress-bar=off', '-r', lockPath],
        signal,
      )
  assertDone('The trainer’s Python packages could not be installed', packages)
}

function run(
  command: string,
  args: readonly string[],
  signal: AbortSignal | undefined,
): Promise<CommandOutcome> {
  return runCommand({ command, args, cwd: tmpdir(), signal })
}

function assertDone(what: string, { exitCode, output }: CommandOutcome): void {
  if (exitCode === 0) return
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('WARNING'))
  throw new EngineError(`${what}: ${lines.slice(-4).join(' | ') || 'it said nothing.'}`, {
    hint: 'Check the network, the package index and the space on disk, then run: crossover engine add trainer',
  })
}

function noVenv({ path, version }: FoundPython): EngineError {
  return new EngineError(`Python ${version} (${path}) lacks the venv module, which makes environments.`, {
    hint: 'On Debian and Ubuntu: apt install python3-venv. Or install uv. Then run: crossover engine add trainer',
  })
}
