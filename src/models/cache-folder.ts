import { posix, win32 } from 'node:path'

/** Environment variables by name, as the process has them. */
export type Environment = Readonly<Record<string, string | undefined>>

/**
 * The folder that keeps models, engines and embeddings for all projects of this user.
 *
 * `CROSSOVER_HOME` wins (a relative one counts from the working folder of the caller, who resolves it);
 * else the platform's cache folder: `~/Library/Caches`, `%LOCALAPPDATA%`, `$XDG_CACHE_HOME` or `~/.cache`.
 */
export function defaultCacheFolder(environment: Environment, platform: NodeJS.Platform): string {
  const chosen = environment['CROSSOVER_HOME']
  if (chosen !== undefined && chosen !== '') return chosen
  if (platform === 'win32') return windowsCache(environment)
  const user = environment['HOME'] ?? '/'
  if (platform === 'darwin') return posix.join(user, 'Library', 'Caches', 'crossover')
  const cache = environment['XDG_CACHE_HOME']
  // The XDG rule: a relative path in this variable is to be ignored.
  const base = cache !== undefined && posix.isAbsolute(cache) ? cache : posix.join(user, '.cache')
  return posix.join(base, 'crossover')
}

function windowsCache(environment: Environment): string {
  const local = environment['LOCALAPPDATA']
  if (local !== undefined && local !== '') return win32.join(local, 'crossover', 'Cache')
  return win32.join(environment['USERPROFILE'] ?? 'C:\\', 'AppData', 'Local', 'crossover', 'Cache')
}
