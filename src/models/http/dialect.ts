import type { Capabilities, StructuredRung } from './vendor.ts'
import type { Dialect } from './protocols/protocol.ts'

/** The strongest way of asking that the vendor's data allow. */
export function firstDialect(capabilities: Capabilities): Dialect {
  return { ...capabilities, rung: capabilities.structured[0] ?? 'none' }
}

/** What of a request was refused, as far as the words of a refusal tell. */
const refusals: readonly { pattern: RegExp; change: (dialect: Dialect) => Partial<Dialect> | undefined }[] = [
  {
    pattern:
      /response_format|output_config|json_schema|json_object|json mode|structured output|text\.format|tool_choice|\btools?\b|schema|grammar/iu,
    change: (dialect) => (dialect.rung === 'none' ? undefined : { rung: nextRung(dialect) }),
  },
  {
    pattern: /max_completion_tokens/iu,
    change: ({ maxTokensField }) => {
      if (maxTokensField === 'max_tokens') return { maxTokensField: 'max_completion_tokens' }
      return maxTokensField === 'max_completion_tokens' ? { maxTokensField: 'max_tokens' } : undefined
    },
  },
  {
    pattern: /temperature|top_p/iu,
    change: ({ temperature }) => (temperature ? { temperature: false } : undefined),
  },
  {
    pattern: /stream_options|include_usage/iu,
    change: (d) => (d.streamUsage ? { streamUsage: false } : undefined),
  },
  {
    pattern: /seed/iu,
    change: ({ seedField }) => (seedField === undefined ? undefined : { seedField: undefined }),
  },
  { pattern: /\bstop(?:_sequences)?\b/iu, change: ({ stop }) => (stop ? { stop: false } : undefined) },
]

/** Refusals of the chat itself, whatever else their words name. */
const notOurs =
  /context.length|maximum context|too long|content.?(?:filter|policy|management)|json_validate_failed/iu

/**
 * The dialect after a refusal (400, 404, 422): what its words name is left out from now on, structured output goes one
 * rung down. `undefined` where they name nothing of ours: then the refusal stands.
 */
export function adaptDialect(
  dialect: Dialect,
  refusal: { message: string; hasSchema: boolean },
): Dialect | undefined {
  if (notOurs.test(refusal.message)) return undefined
  for (const { pattern, change } of refusals.slice(refusal.hasSchema ? 0 : 1)) {
    const changed = pattern.test(refusal.message) ? change(dialect) : undefined
    if (changed !== undefined) return { ...dialect, ...changed }
  }
  return undefined
}

function nextRung({ structured, rung }: Dialect): StructuredRung {
  return structured[structured.indexOf(rung) + 1] ?? 'none'
}
