import * as z from 'zod'
import type { RawRow } from '../../contracts/example.ts'

/** What the decoding process is asked: once what to read, then for the next rows until they end. */
export const decoderRequestSchema = z.union([
  z.strictObject({
    kind: z.enum(['parquet', 'xlsx']),
    path: z.string(),
    limits: z.strictObject({
      lineBytes: z.number(),
      depth: z.number(),
      rows: z.number(),
      columns: z.number(),
      documentBytes: z.number(),
      inflatedBytes: z.number(),
      cells: z.number(),
      heldCharacters: z.number(),
    }),
  }),
  z.literal('next'),
])
export type DecoderRequest = z.infer<typeof decoderRequestSchema>

/** What it answers: some rows, the end, or what is wrong with the file. */
export type DecoderReply = { rows: RawRow[]; done: boolean } | { problem: string; hint: string | undefined }
