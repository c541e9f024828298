import * as z from 'zod'
import { ProviderError } from '../../errors.ts'
import type { ResolvedModel } from './resolve-model.ts'
import { refusalOf } from './transport/http-client.ts'

/** Everything a refusal says: the message, and the body where the transport keeps it. */
export function refusalText(error: ProviderError): string {
  return `${error.message} ${refusalOf(error)?.body ?? ''}`
}

/** Whether a filter in front of the model refused the chat. */
export function isContentFilter(error: ProviderError): boolean {
  return (
    error.status === 400 &&
    /content_filter|content_policy_violation|content management policy|ResponsibleAIPolicyViolation/iu.test(
      refusalText(error),
    )
  )
}

/**
 * What a model wrote that its vendor then held back because it broke the schema (Groq's `json_validate_failed`): an answer,
 * and a wrong one. `undefined` for every other refusal.
 */
export function heldBackAnswer(error: ProviderError): string | undefined {
  const body = refusalOf(error)?.body ?? ''
  if (!body.includes('json_validate_failed')) return undefined
  try {
    const parsed = heldBackSchema.safeParse(JSON.parse(body))
    return parsed.success ? parsed.data.error.failed_generation : ''
  } catch {
    return ''
  }
}

const heldBackSchema = z.object({ error: z.object({ failed_generation: z.string() }) })

/** A refused key in words that name its environment variable, never the key; every other error as it is. */
export function explainRefusal(
  error: ProviderError,
  { name, keyEnv, baseUrl }: ResolvedModel,
): ProviderError {
  const { status, attempts } = error
  if (status !== 401 && status !== 403) return error
  const facts = { status, attempts, isTransient: false }
  if (keyEnv === undefined)
    return new ProviderError(
      `${name}: ${baseUrl} wants a key (it answered ${status}), and none is configured.`,
      {
        ...facts,
        hint: 'Name its environment variable with keyEnv under providers: in the task file.',
      },
    )
  return new ProviderError(`${name}: ${baseUrl} refused the key in ${keyEnv} (it answered ${status}).`, {
    ...facts,
    hint: `Check that ${keyEnv} holds a valid key that may use this model.`,
  })
}
