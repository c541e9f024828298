import * as z from 'zod'
import type { CatalogueEntry } from './catalogue.ts'

/** A language model the reader added: pinned by its bytes, as the catalogue's are. */
export const addedModelSchema = z.object({
  version: z.literal(1),
  name: z.string(),
  title: z.string(),
  file: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/u),
  bytes: z.number().int().positive(),
  parameters: z.number().nonnegative(),
  /** Tokens it was trained to read; absent where the file does not say. */
  contextTokens: z.number().int().positive().optional(),
  architecture: z.string(),
  quantisation: z.string(),
  licence: z.string(),
  /** The file at its commit on the hub; absent for one that was added from disk. */
  url: z.url().optional(),
  addedAt: z.iso.datetime(),
})
export type AddedModel = z.infer<typeof addedModelSchema>

/** The same as a catalogue entry, which everything else works with. */
export function entryOfAdded(added: AddedModel): CatalogueEntry {
  const { name, title, parameters, licence, file, sha256, bytes, url, contextTokens } = added
  return {
    name,
    role: 'language',
    title,
    parameters,
    licence,
    isAdded: true,
    ...(contextTokens === undefined ? {} : { contextTokens }),
    model: { file, sha256, bytes, licence, sources: url === undefined ? [] : [{ kind: 'url', url }] },
  }
}
