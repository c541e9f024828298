import type { Capabilities, Vendor } from './vendor.ts'

const asOf = '2026-11-24'

/** What an OpenAI-compatible server about which nothing is known is taken to accept; a 400 corrects it. */
export const compatible: Capabilities = {
  structured: ['json_schema', 'json_object'],
  maxTokensField: 'max_tokens',
  temperature: true,
  seedField: 'seed',
  stop: true,
  streamUsage: true,
}

/** The same for the other two protocols. */
export const responses: Capabilities = {
  structured: ['json_schema', 'json_object'],
  maxTokensField: 'max_output_tokens',
  temperature: true,
  stop: false,
  streamUsage: false,
}
export const messages: Capabilities = {
  structured: ['json_schema', 'tool'],
  maxTokensField: 'max_tokens',
  temperature: true,
  stop: true,
  streamUsage: false,
}

/** Reasoning models of OpenAI: no temperature, no stop; they think within the answer's limit. */
const reasons = { temperature: false, stop: false, reasoningTokens: 4096 } as const

/**
 * Vendors and servers known by name. One is listed only with a fixture in `test/fixtures/vendors/` built from its
 * documentation, which the tests read with its protocol.
 */
export const vendors: readonly Vendor[] = [
  {
    name: 'openai',
    title: 'OpenAI',
    baseUrl: 'https://api.openai.com/v1',
    protocol: 'openai-chat',
    auth: 'bearer',
    keyEnv: 'OPENAI_API_KEY',
    ...compatible,
    maxTokensField: 'max_completion_tokens',
    logprobs: true,
    batch: true,
    cacheUsage: 'prompt_tokens_details.cached_tokens',
    contextTokens: 128_000,
    models: [
      { prefix: 'gpt-5', contextTokens: 400_000, ...reasons },
      { prefix: 'gpt-5-chat', contextTokens: 128_000, temperature: true, stop: true, reasoningTokens: 0 },
      { prefix: 'o1', contextTokens: 200_000, ...reasons },
      { prefix: 'o3', contextTokens: 200_000, ...reasons },
      { prefix: 'o4', contextTokens: 200_000, ...reasons },
      { prefix: 'gpt-4.1', contextTokens: 1_047_576 },
      { prefix: 'gpt-4o', contextTokens: 128_000 },
    ],
    documentation: 'https://platform.openai.com/docs/api-reference/chat',
    asOf,
  },
  {
    name: 'anthropic',
    title: 'Anthropic',
    baseUrl: 'https://api.anthropic.com/v1',
    protocol: 'anthropic-messages',
    auth: 'x-api-key',
    keyEnv: 'ANTHROPIC_API_KEY',
    ...messages,
    logprobs: false,
    batch: true,
    cacheUsage: 'cache_read_input_tokens',
    contextTokens: 200_000,
    models: [{ prefix: 'claude-3', structured: ['tool'], contextTokens: 200_000 }],
    documentation: 'https://docs.claude.com/en/api/messages',
    asOf,
  },
  {
    name: 'ollama',
    title: 'Ollama',
    baseUrl: 'http://127.0.0.1:11434/v1',
    protocol: 'openai-chat',
    auth: 'bearer',
    ...compatible,
    logprobs: true,
    batch: false,
    // Ollama cuts longer prompts without a word unless OLLAMA_CONTEXT_LENGTH says more.
    contextTokens: 4096,
    models: [],
    documentation: 'https://docs.ollama.com/api/openai-compatibility',
    asOf,
  },
  {
    name: 'llama-server',
    title: 'llama.cpp server',
    baseUrl: 'http://127.0.0.1:8080/v1',
    protocol: 'openai-chat',
    auth: 'bearer',
    ...compatible,
    logprobs: true,
    batch: false,
    cacheUsage: 'prompt_tokens_details.cached_tokens',
    contextTokens: 4096,
    models: [],
    documentation: 'https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md',
    asOf,
  },
  {
    name: 'vllm',
    title: 'vLLM',
    baseUrl: 'http://127.0.0.1:8000/v1',
    protocol: 'openai-chat',
    auth: 'bearer',
    ...compatible,
    logprobs: true,
    batch: false,
    cacheUsage: 'prompt_tokens_details.cached_tokens',
    contextTokens: 4096,
    models: [],
    documentation: 'https://docs.vllm.ai/en/stable/serving/openai_compatible_server.html',
    asOf,
  },
  {
    name: 'lmstudio',
    title: 'LM Studio',
    baseUrl: 'http://127.0.0.1:1234/v1',
    protocol: 'openai-chat',
    auth: 'bearer',
    ...compatible,
    structured: ['json_schema'],
    logprobs: false,
    batch: false,
    contextTokens: 4096,
    models: [],
    documentation: 'https://lmstudio.ai/docs/developer/openai-compat',
    asOf,
  },
]
