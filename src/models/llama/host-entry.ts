import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { EngineError } from '../../errors.ts'

/**
 * The host's program. Node 20 runs no TypeScript, so out of the source tree (tests) the built one is taken; the bundled command
 * line (`dist/program/cli`) takes it too.
 *
 * @throws EngineError when that was not built.
 */
export function hostEntry(from: string = import.meta.url): string {
  const isSource = from.endsWith('.ts')
  const folder = from.replace(/\/(src\/models\/llama|dist\/program\/cli)\/[^/]*$/, '/dist/models/llama/')
  const path = fileURLToPath(new URL('host/host.js', folder))
  if (existsSync(path)) return path
  throw new EngineError(`The program of the language model’s process is not at ${path}.`, {
    hint: isSource ? 'Build it first: npm run build' : 'Install crossover again.',
  })
}
