import { ModelError, UnreachableModelError } from '../../../errors.ts'
import { BytesNotHereError, prefixSource } from '../../gguf/byte-cursor.ts'
import type { GgufHeader } from '../../gguf/gguf-header.ts'
import { readGgufHeaderFrom } from '../../gguf/read-gguf-header.ts'
import { firstBytes } from './body-bytes.ts'
import { hostOf, type HubClient } from './hub-client.ts'
import { openRange } from './open-range.ts'
import type { HubFile } from './read-hub-file.ts'

/** Small vocabularies fit in the first request; a vocabulary of 150,000 tokens takes about 6 MiB. */
const firstRequestBytes = 1 << 20
/** Ten times what the largest vocabularies take. */
const mostHeaderBytes = 64 << 20

/**
 * Reads a GGUF header over the network, asking for more bytes as long as it goes on. A server without ranges is let go
 * after the bytes that are needed.
 *
 * @throws ModelError when it is no GGUF file or its header is too long; UnreachableModelError when the host breaks off.
 */
export async function readHubHeader(file: HubFile, client: HubClient): Promise<GgufHeader> {
  let prefix: Buffer = Buffer.alloc(0)
  let wanted = firstRequestBytes
  for (;;) {
    prefix = await extend(prefix, Math.min(wanted, file.bytes), { file, client })
    const header = parse(file, prefix)
    if (typeof header !== 'number') return header
    if (header > mostHeaderBytes) throw tooLong(file)
    wanted = Math.min(mostHeaderBytes, Math.max(header, prefix.length * 4))
  }
}

/** @returns the header, or how many bytes from the front are needed to go on. */
function parse(file: HubFile, prefix: Buffer): GgufHeader | number {
  try {
    return readGgufHeaderFrom(prefixSource(file.file, prefix, file.bytes))
  } catch (error) {
    if (error instanceof BytesNotHereError) return error.needed
    throw error
  }
}

async function extend(
  prefix: Buffer,
  length: number,
  { file, client }: { file: HubFile; client: HubClient },
): Promise<Buffer> {
  const { response, from } = await openRange(file, { from: prefix.length, to: length - 1 }, client)
  const bytes = await firstBytes(response, length - from)
  const extended = Buffer.concat([prefix.subarray(0, from), bytes])
  if (extended.length >= length) return extended
  throw new UnreachableModelError(
    `${hostOf(response)} broke off after ${extended.length} of the first ${length} bytes of ${file.file}.`,
  )
}

function tooLong({ file }: HubFile): ModelError {
  return new ModelError(
    `${file} has a header of more than ${mostHeaderBytes >> 20} MiB. No model needs that.`,
  )
}
