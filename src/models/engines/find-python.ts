import { tmpdir } from 'node:os'
import * as z from 'zod'
import { EngineError } from '../../errors.ts'
import { runCommand } from '../run-command.ts'

/** Names or paths of programs to try. */
export interface PythonTools {
  pythons: readonly string[]
  uv: string
}

/** What is on the PATH. The reader's own `python3` comes first. */
export const usualTools: PythonTools = {
  pythons: ['python3', 'python', 'python3.13', 'python3.12', 'python3.11', 'python3.14', 'py'],
  uv: 'uv',
}

/** A Python that can hold the trainer. */
export interface FoundPython {
  path: string
  version: string
  /** It can make virtual environments by itself; Debian packs that apart. */
  hasVenv: boolean
}

const oldest = 11
const newest = 14
const question =
  'import json, sys, importlib.util as u; print(json.dumps({"path": sys.executable, "version": list(sys.version_info[:3]), "hasVenv": all(u.find_spec(name) for name in ("venv", "ensurepip"))}))'
const answerSchema = z.object({
  path: z.string(),
  version: z.tuple([z.number(), z.number(), z.number()]),
  hasVenv: z.boolean(),
})

/**
 * The first Python of a version for which the trainer's packages exist; among those, one that can make
 * environments wins.
 *
 * @throws EngineError that says which Pythons were found instead, or that there is none.
 */
export async function findPython({ pythons }: PythonTools, signal?: AbortSignal): Promise<FoundPython> {
  const fitting: FoundPython[] = []
  const others: string[] = []
  for (const name of pythons) {
    const found = await askPython(name, signal)
    if (found === undefined) continue
    const { version, path, hasVenv } = found
    const [major, minor] = version
    const python = { path, version: version.join('.'), hasVenv }
    if (major === 3 && minor >= oldest && minor <= newest) {
      if (hasVenv) return python
      fitting.push(python)
    } else others.push(`${python.version} (${name})`)
  }
  const [first] = fitting
  if (first !== undefined) return first
  throw noPython([...new Set(others)])
}

async function askPython(
  name: string,
  signal: AbortSignal | undefined,
): Promise<z.infer<typeof answerSchema> | undefined> {
  const { exitCode, output } = await runCommand({
    command: name,
    args: ['-c', question],
    cwd: tmpdir(),
    signal,
  })
  if (exitCode !== 0) return undefined
  try {
    return answerSchema.parse(JSON.parse(output))
  } catch {
    // Something else of that name.
    return undefined
  }
}

function noPython(others: readonly string[]): EngineError {
  const range = `Python 3.${oldest} to 3.${newest}`
  const message =
    others.length === 0
      ? `The trainer needs ${range}, and no Python was found.`
      : `The trainer needs ${range}. Found only: ${others.join(', ')}.`
  return new EngineError(message, {
    hint: `Install Python 3.12 from python.org or your package manager, then run: crossover engine add trainer. Prompts, baselines and the head need no Python.`,
  })
}
