import { open, rename, rm, stat, truncate, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import type { Progress } from '../../../contracts/progress.ts'
import {
  CrossoverError,
  ModelError,
  StoppedError,
  StoreError,
  UnreachableModelError,
  messageOf,
} from '../../../errors.ts'
import { fileDigest } from '../file-digest.ts'
import { rememberVerified } from '../verified-file.ts'
import { claimPartial } from './claim-partial.ts'
import { hostOf, reasonOf, type HubClient } from './hub-client.ts'
import { openRange } from './open-range.ts'
import type { HubFile } from './read-hub-file.ts'

/** A file of the hub that is wanted here. */
export interface HubDownload {
  file: HubFile
  to: string
  progress: Progress
  /** Without a byte for so long, the connection counts as broken. */
  idleAfterMs?: number
}

const defaultIdleAfterMs = 60_000

/**
 * Downloads a file, going on where an earlier download broke off, and keeps it when its digest is the declared one. A
 * broken connection is taken up again for as long as each one brings bytes.
 *
 * @throws UnreachableModelError when no more bytes come: what came is kept. ModelError when the bytes are others: they
 * are deleted. StoppedError when the client's signal fires.
 */
export async function downloadHubFile(download: HubDownload, client: HubClient): Promise<void> {
  const { file, to } = download
  const partial = await claimPartial(dirname(to), file.file)
  try {
    await fill(partial.path, download, client)
    const actual = await fileDigest(partial.path, client.signal)
    if (actual !== file.sha256) {
      await rm(partial.path, { force: true })
      throw new ModelError(
        `${file.file} came with sha256 ${actual}, the hub declares ${file.sha256}. It was deleted.`,
        {
          hint: 'Run this again; if it stays so, the file on the hub or something on the way to it is wrong.',
        },
      )
    }
    await rename(partial.path, to)
  } finally {
    await partial.release()
  }
  await rememberVerified({ path: to, sha256: file.sha256 })
}

async function fill(path: string, download: HubDownload, client: HubClient): Promise<void> {
  const { file } = download
  let done = (await stat(path)).size
  if (done > file.bytes) {
    await truncate(path, 0)
    done = 0
  }
  while (done < file.bytes) {
    const failure = await appendRest(path, { ...download, done }, client)
    const { size } = await stat(path)
    if (failure !== undefined && size <= done) throw brokenOff(file, size, failure)
    done = size
  }
}

/** @returns why the connection broke, where it did; what came until then is in the file. */
async function appendRest(
  path: string,
  { file, progress, done, idleAfterMs = defaultIdleAfterMs }: HubDownload & { done: number },
  client: HubClient,
): Promise<unknown> {
  const { response, from } = await openRange(file, { from: done }, client)
  if (response.body === null) return new Error('an answer without a body')
  if (from < done) await truncate(path, from)
  const label = `${file.file}: downloading from ${hostOf(response)}`
  const stream = Readable.fromWeb(response.body)
  // The loop tells of errors; one that comes after it was left has nobody to go to, and would end the program.
  stream.on('error', () => undefined)
  const silence = new Error(`no byte for ${idleAfterMs / 1000} s`)
  const idle = setTimeout(() => stream.destroy(silence), idleAfterMs)
  const target = await open(path, 'a')
  let bytes = from
  try {
    // Each chunk is on disk before the next is read: a broken connection loses none of them.
    for await (const chunk of stream) {
      idle.refresh()
      // The border: a fetch body yields bytes.
      bytes += await append(target, chunk as Uint8Array, file.bytes - bytes)
      progress({ label, done: bytes, total: file.bytes, unit: 'bytes' })
    }
    return undefined
  } catch (error) {
    if (client.signal?.aborted === true) throw stopped(file, error)
    if (error instanceof CrossoverError) throw error
    return error
  } finally {
    clearTimeout(idle)
    await target.close()
  }
}

/** @returns bytes that were written: all of them. */
async function append(target: FileHandle, chunk: Uint8Array, most: number): Promise<number> {
  if (chunk.length > most) throw new ModelError('The hub sends more bytes than it declares.')
  try {
    await target.appendFile(chunk)
    return chunk.length
  } catch (cause) {
    throw new StoreError(`The download cannot be written to disk: ${messageOf(cause)}`, {
      hint: 'Make room or set CROSSOVER_HOME; the same command then goes on.',
      cause,
    })
  }
}

function stopped({ file }: HubFile, cause: unknown): StoppedError {
  return new StoppedError(`Downloading ${file} was stopped; what came is kept.`, {
    hint: 'The same command goes on from there.',
    cause,
  })
}

function brokenOff({ file, bytes }: HubFile, done: number, error: unknown): UnreachableModelError {
  return new UnreachableModelError(
    `The download of ${file} broke off after ${done} of ${bytes} bytes: ${reasonOf(error)}.`,
    {
      hint: 'What came is kept: the same command goes on from there.',
      cause: error,
    },
  )
}
