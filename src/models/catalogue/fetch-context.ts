import { silentProgress } from '../../contracts/progress.ts'
import type { Progress } from '../../contracts/progress.ts'

/** The kinds of places files come from. */
export type SourceKind = 'pypi' | 'url'

/** What fetching needs from outside. */
export interface FetchContext {
  progress: Progress
  signal?: AbortSignal | undefined
  fetch: typeof globalThis.fetch
  /** Which kinds of sources may be used. */
  sources: readonly SourceKind[]
  /** Names of the Python program to try, in this order. */
  pythons: readonly string[]
}

/** What the caller gives of it. */
export type FetchOptions = { [key in keyof FetchContext]?: FetchContext[key] | undefined }

/** What the caller gives, with defaults for the rest. */
export function fetchContext(options: FetchOptions): FetchContext {
  const { progress, signal, fetch, sources, pythons } = options
  return {
    progress: progress ?? silentProgress,
    signal,
    fetch: fetch ?? globalThis.fetch,
    sources: sources ?? ['pypi', 'url'],
    pythons: pythons ?? ['python3', 'python', 'py'],
  }
}
