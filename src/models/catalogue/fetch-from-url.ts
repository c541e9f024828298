import { createWriteStream } from 'node:fs'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { ModelError, StoppedError, messageOf } from '../../errors.ts'
import type { ModelFile } from './catalogue.ts'
import type { FetchContext } from './fetch-context.ts'

/** A file wanted from the web. */
export interface UrlFetch {
  file: ModelFile
  url: string
  to: string
}

/**
 * Streams a file to disk, and stops at the first byte more than it may have.
 *
 * @throws ModelError when the host cannot be reached, refuses, or sends too much.
 */
export async function fetchFromUrl({ file, url, to }: UrlFetch, context: FetchContext): Promise<void> {
  const { progress, signal } = context
  const host = new URL(url).host
  const body = await requestBody({ file, url, to }, context)
  const label = `${file.file}: downloading from ${host}`
  const count = countBytes(file.bytes, (done) => progress({ label, done, total: file.bytes, unit: 'bytes' }))
  try {
    await pipeline(Readable.fromWeb(body), count, createWriteStream(to))
  } catch (error) {
    if (signal?.aborted === true) throw stopped(file, error)
    if (error instanceof ModelError) throw error
    throw new ModelError(`the download broke off: ${reasonOf(error)}`, { cause: error })
  }
}

async function requestBody(
  { file, url }: UrlFetch,
  { signal, fetch }: FetchContext,
): Promise<ReadableStream> {
  try {
    const response = await fetch(url, signal === undefined ? {} : { signal })
    if (response.ok && response.body !== null) return response.body
    throw new ModelError(`it answered ${response.status}.`)
  } catch (error) {
    if (signal?.aborted === true) throw stopped(file, error)
    if (error instanceof ModelError) throw error
    throw new ModelError(`it could not be reached: ${reasonOf(error)}`, { cause: error })
  }
}

function stopped(file: ModelFile, cause: unknown): StoppedError {
  return new StoppedError(`Fetching ${file.file} was stopped.`, { cause })
}

function countBytes(limit: number, report: (done: number) => void): Transform {
  let done = 0
  return new Transform({
    transform(chunk: Uint8Array, _encoding, next) {
      done += chunk.byteLength
      if (done > limit) return next(new ModelError(`it sends more than the ${limit} bytes the file has.`))
      report(done)
      next(null, chunk)
    },
  })
}

// "fetch failed" says nothing; its cause does.
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  return cause === undefined ? messageOf(error) : messageOf(cause)
}
