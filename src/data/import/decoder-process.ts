import { DataError, messageOf } from '../../errors.ts'
import type { RawRow } from '../../contracts/example.ts'
import { decodeParquet } from './decode-parquet.ts'
import { decodeXlsx } from './decode-xlsx.ts'
import { decoderRequestSchema, type DecoderReply, type DecoderRequest } from './decoder-protocol.ts'
import { openDataFile } from './open-data-file.ts'

/** Rows of one reply. */
const batch = 500

/** Program of a process that decodes one binary file, so that a file made to fill the memory ends this process only. */
let rows: AsyncGenerator<RawRow> | undefined

process.on('disconnect', () => process.exit())
process.on('message', (message) => {
  void answer(decoderRequestSchema.parse(message)).then((reply) => process.send?.(reply))
})

async function answer(request: DecoderRequest): Promise<DecoderReply> {
  try {
    if (request !== 'next') rows = await decode(request)
    const taken: RawRow[] = []
    while (taken.length < batch) {
      const next = await rows?.next()
      if (next === undefined || next.done === true) return { rows: taken, done: true }
      taken.push(next.value)
    }
    return { rows: taken, done: false }
  } catch (error) {
    return { problem: messageOf(error), hint: error instanceof DataError ? error.hint : undefined }
  }
}

async function decode({
  kind,
  path,
  limits,
}: Exclude<DecoderRequest, 'next'>): Promise<AsyncGenerator<RawRow>> {
  const file = await openDataFile(path)
  return kind === 'parquet' ? decodeParquet(file, limits) : decodeXlsx(file, limits)
}
