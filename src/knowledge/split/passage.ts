import * as z from 'zod'

/** A piece of a document: `document.text.slice(start, end) === text`. */
export const passageSchema = z.strictObject({
  /** Name of its document. */
  document: z.string(),
  /** UTF-16 offsets into the text of the document. */
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  text: z.string(),
  /** Path of the section it begins in: `ARTICLE IV. TERM › 4.3 › (b)`; empty where the text has no structure. */
  section: z.string(),
})
export type Passage = z.infer<typeof passageSchema>
