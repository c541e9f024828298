import * as z from 'zod'
import type { RawRow } from '../../contracts/example.ts'

/** What the decoding process is asked: once what to read, then for the next rows until they end. */
export const decoderRequestSchema = z.union([
  z.strictObject({
    kind: z.enum(['parquet', 'xlsx']),
    path: z.string(),
    /** Of a workbook; its first sheet without. */
    sheet: z.string().optional(),
    limits: z.strictObject({
      lineBytes: z.number(),
      depth: z.number(),
      rows: z.number(),
      columns: z.number(),
      documentBytes: z.number(),
      yamlBytes: z.number(),
      inflatedBytes: z.number(),
      cells: z.number(),
      heldCharacters: z.number(),
    }),
  }),
  z.literal('next'),
])
export type DecoderRequest = z.infer<typeof decoderRequestSchema>

/** What it answers: some rows, the end, or what is wrong with the file; first also the names of a workbook's sheets. */
export type DecoderReply =
  | { rows: RawRow[]; done: boolean; sheets: string[] }
  | { problem: string; hint: string | undefined }
