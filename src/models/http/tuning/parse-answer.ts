import type * as z from 'zod'
import type { Json } from '../../../contracts/json.ts'
import { ProviderError } from '../../../errors.ts'

/** What a vendor answered, by a schema. @throws ProviderError that begins with `otherwise`. */
export function parseAnswer<T>(schema: z.ZodType<T>, answer: Json, otherwise: string): T {
  const result = schema.safeParse(answer)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw refusal(`${otherwise} (${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unknown form'}).`)
}

/** An answer that ends what was asked for. */
export function refusal(message: string): ProviderError {
  return new ProviderError(message, {
    isTransient: false,
    hint: 'Look at the job on the page of the vendor, then run again.',
  })
}

/** A vendor's words in one line of at most 300 characters; nothing where it says nothing. */
export function oneLine(words: string | null | undefined): string | undefined {
  if (words === undefined || words === null || words.trim() === '') return undefined
  return words.trim().replaceAll(/\s+/gu, ' ').slice(0, 300)
}
