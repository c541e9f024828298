import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** How npm is started: a program and the arguments before npm's own. */
export interface NpmCommand {
  command: string
  args: string[]
}

/**
 * Finds npm. Running its script with this very Node is best (no shell, no PATH, works on Windows): the path npm gave
 * us when it started this program (`npm_execpath`, ignored when it belongs to another package manager), or the one
 * beside Node. Else `npm` from the PATH.
 */
export function findNpm(npmCliPath?: string, nodePath: string = process.execPath): NpmCommand {
  const folder = dirname(nodePath)
  const candidates = [
    npmCliPath !== undefined && basename(npmCliPath) === 'npm-cli.js' ? npmCliPath : undefined,
    join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ]
  const found = candidates.find((path) => path !== undefined && existsSync(path))
  return found === undefined ? { command: 'npm', args: [] } : { command: nodePath, args: [found] }
}
