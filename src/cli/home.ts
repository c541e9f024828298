import { defaultCacheFolder } from '../models/cache-folder.ts'

/** The cache folder of engines and models: `CROSSOVER_HOME`, else the platform's. */
export function cacheHome(): string {
  return defaultCacheFolder(process.env, process.platform)
}

/** The npm that started this program, when npm did. */
export function npmCliPath(): { npmCliPath?: string } {
  const path = process.env['npm_execpath']
  return path === undefined ? {} : { npmCliPath: path }
}
