import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The interpreter of a virtual environment. */
export function environmentPython(folder: string, platform: NodeJS.Platform = process.platform): string {
  return platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python')
}

/** The folder of our own Python package, `crossover_trainer`: it ships beside `dist`. */
export const pythonFolder = fileURLToPath(new URL('../../../python/', import.meta.url))

/** Exact versions of what the package imports. */
export const lockPath = join(pythonFolder, 'requirements.lock')
