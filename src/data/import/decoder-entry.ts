import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { EngineError } from '../../errors.ts'

/**
 * The program of the process that decodes binary files. Node 20 runs no TypeScript, so out of the source tree (tests)
 * the built one is taken; the bundled command line (`dist/program/cli`) takes it too.
 *
 * @throws EngineError when that was not built.
 */
export function decoderEntry(from: string = import.meta.url): string {
  const isSource = from.endsWith('.ts')
  const folder = from.replace(/\/(src\/data\/import|dist\/program\/cli)\/[^/]*$/u, '/dist/data/import/')
  const path = fileURLToPath(new URL('decoder-process.js', folder))
  if (existsSync(path)) return path
  throw new EngineError(`The program that reads Parquet and XLSX is not at ${path}.`, {
    hint: isSource ? 'Build it first: npm run build' : 'Install crossover again.',
  })
}
