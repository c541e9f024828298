import { DataError, messageOf } from '../../errors.ts'
import type { RawRow } from '../../contracts/example.ts'
import { charactersOf } from './characters-of.ts'
import { decodeParquet } from './decode-parquet.ts'
import { decodeXlsx } from './decode-xlsx.ts'
import { decoderRequestSchema, type DecoderReply, type DecoderRequest } from './decoder-protocol.ts'
import { openDataFile } from './open-data-file.ts'

/** Most rows of one reply, and about how much text: a page of a few bytes can say one long text thousands of times. */
const batch = 500
const batchCharacters = 4_000_000

/** Program of a process that decodes one binary file, so that a file made to fill the memory ends this process only. */
let rows: AsyncGenerator<RawRow> | undefined
let sheets: string[] = []

process.on('disconnect', () => process.exit())
process.on('message', (message) => {
  void answer(decoderRequestSchema.parse(message)).then((reply) => process.send?.(reply))
})

async function answer(request: DecoderRequest): Promise<DecoderReply> {
  try {
    if (request !== 'next') rows = await decode(request)
    const taken: RawRow[] = []
    let characters = 0
    while (taken.length < batch && characters < batchCharacters) {
      const next = await rows?.next()
      if (next === undefined || next.done === true) return { rows: taken, done: true, sheets }
      taken.push(next.value)
      characters += charactersOf(next.value)
    }
    return { rows: taken, done: false, sheets }
  } catch (error) {
    return { problem: messageOf(error), hint: error instanceof DataError ? error.hint : undefined }
  }
}

async function decode({
  kind,
  path,
  limits,
  sheet,
}: Exclude<DecoderRequest, 'next'>): Promise<AsyncGenerator<RawRow>> {
  const file = await openDataFile(path)
  if (kind === 'parquet') return decodeParquet(file, limits)
  return decodeXlsx(file, { limits, sheet, onSheets: (names) => (sheets = names) })
}
