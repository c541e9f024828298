/** How an answer's shape can be promised, strongest first. Every model can be asked in words (`none`). */
export type StructuredRung = 'json_schema' | 'tool' | 'json_object' | 'none'

/** Wire formats. */
export type ProtocolName = 'openai-chat' | 'openai-responses' | 'anthropic-messages'

/** What a model's server accepts. Requests leave out what it does not; a 400 that names one more takes it away as well. */
export interface Capabilities {
  /** Best first; `none` need not be listed. */
  structured: readonly StructuredRung[]
  maxTokensField: 'max_tokens' | 'max_completion_tokens' | 'max_output_tokens'
  temperature: boolean
  /** Name of the field, where there is one. */
  seedField?: 'seed' | 'random_seed' | undefined
  stop: boolean
  /** Whether usage of a stream is asked for with `stream_options.include_usage`. */
  streamUsage: boolean
  /** Tokens a model may think in before it answers; they are added to the answer's limit. */
  reasoningTokens?: number
}

/** Facts about models of a vendor whose name begins with `prefix`; the longest prefix counts. */
export interface ModelFacts extends Partial<Capabilities> {
  prefix: string
  contextTokens?: number
}

/** A server of language models, from its documentation. */
export interface Vendor extends Capabilities {
  name: string
  title: string
  baseUrl: string
  protocol: ProtocolName
  auth: 'bearer' | 'x-api-key'
  /** Environment variable of the key; absent where a server on one's own machine needs none. */
  keyEnv?: string
  /** What the server offers that crossover does not use yet. */
  logprobs: boolean
  batch: boolean
  /** Dotted path of the tokens read from a prompt cache, inside `usage`. */
  cacheUsage?: string
  /** Of a model about which nothing is known. */
  contextTokens: number
  models: readonly ModelFacts[]
  documentation: string
  /** Day on which the entry was written from the documentation. */
  asOf: string
}
