import * as z from 'zod'
import type { Json } from '../../../contracts/json.ts'
import { ProviderError } from '../../../errors.ts'

const failure = z.object({
  error: z.union([
    z.string(),
    z.object({
      message: z.string().nullish(),
      type: z.string().nullish(),
      code: z.union([z.string(), z.number()]).nullish(),
    }),
  ]),
})

interface Failure {
  message?: string | null | undefined
  type?: string | null | undefined
  code?: string | number | null | undefined
}

/** Types of errors that vendors send inside a stream or with status 200, and that pass. */
const passing = /overloaded|rate_limit|server_error|api_error|timeout|unavailable|^(?:408|429|5\d\d)$/u

/**
 * An answer of the expected shape; keys we do not know pass.
 *
 * @throws ProviderError for an `error` object, transient where the vendor says it is busy, and for any other shape.
 */
export function readVendorJson<Shape>(json: Json, schema: z.ZodType<Shape>): Shape {
  throwIfFailure(json)
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = issue === undefined || issue.path.length === 0 ? 'it' : issue.path.join('.')
  throw new ProviderError(
    `The server's answer has another shape than its protocol: ${where} is not as expected.`,
    {
      isTransient: false,
      hint: 'Check `protocol:` and `baseUrl:` under providers: in the task file.',
    },
  )
}

/** JSON of one event. @throws ProviderError when it is none, or an error. */
export function parseEventData(data: string): Json {
  try {
    const json: unknown = JSON.parse(data)
    throwIfFailure(json)
    return json as Json
  } catch (error) {
    if (error instanceof ProviderError) throw error
    throw new ProviderError('The server sent an event that is not JSON.', { isTransient: true, cause: error })
  }
}

/** The stream ended before the answer did. */
export function cutStream(): ProviderError {
  return new ProviderError('The stream ended before the answer was complete.', { isTransient: true })
}

function throwIfFailure(json: unknown): void {
  const parsed = failure.safeParse(json)
  if (!parsed.success) return
  const { error } = parsed.data
  const facts: Failure = typeof error === 'string' ? { message: error } : error
  const isTransient = [facts.type, facts.code].some((kind) => passing.test(String(kind ?? '')))
  throw new ProviderError(`The server reports an error: ${facts.message ?? 'without a message'}`, {
    isTransient,
  })
}
