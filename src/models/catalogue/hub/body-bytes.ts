import { Readable } from 'node:stream'
import { ModelError, StoppedError, UnreachableModelError } from '../../../errors.ts'
import { hostOf, reasonOf } from './hub-client.ts'

const idleAfterMs = 60_000

/**
 * Reads at most `most` bytes of an answer and lets go of the rest.
 *
 * @throws UnreachableModelError when the connection breaks or is silent for a minute.
 */
export async function firstBytes(response: Response, most: number): Promise<Buffer> {
  if (response.body === null) return Buffer.alloc(0)
  const stream = Readable.fromWeb(response.body)
  // The loop tells of errors; one that comes after it was left has nobody to go to, and would end the program.
  stream.on('error', () => undefined)
  const silence = new Error(`no byte for ${idleAfterMs / 1000} s`)
  const idle = setTimeout(() => stream.destroy(silence), idleAfterMs)
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    // Leaving the loop early destroys the stream, which closes the connection.
    for await (const chunk of stream) {
      // The border: a fetch body yields bytes.
      const bytes = chunk as Uint8Array
      idle.refresh()
      chunks.push(bytes)
      length += bytes.length
      if (length >= most) break
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') {
      throw new StoppedError('Asking the hub was stopped.', { cause: error })
    }
    throw new UnreachableModelError(`${hostOf(response)} broke off: ${reasonOf(error)}.`, { cause: error })
  } finally {
    clearTimeout(idle)
  }
  return Buffer.concat(chunks).subarray(0, most)
}

/** @throws ModelError when the answer is longer than `most` bytes. */
export async function bodyBytes(response: Response, most: number): Promise<Buffer> {
  const bytes = await firstBytes(response, most + 1)
  if (bytes.length <= most) return bytes
  throw new ModelError(`${hostOf(response)} answers with more than ${most} bytes.`)
}
