/** A larger model that could be added. Facts are the publishers'; nothing of it was fetched or run here. */
export interface SuggestedModel {
  name: string
  title: string
  parameters: number
  quantisation: string
  /** About. */
  bytes: number
  licence: string
  contextTokens: number
  vocabularySize: number
  /** Layers × key-value heads × head size × 2 × 2 bytes. */
  cacheBytesPerToken: number
}

/** Larger language models by size, instruction-tuned, in one file each. */
export const suggestedModels: readonly SuggestedModel[] = [
  {
    name: 'hf:HuggingFaceTB/SmolLM2-360M-Instruct-GGUF/smollm2-360m-instruct-q8_0.gguf',
    title: 'SmolLM2-360M-Instruct',
    parameters: 362e6,
    quantisation: 'Q8_0',
    bytes: 0.39e9,
    licence: 'Apache-2.0',
    contextTokens: 8192,
    vocabularySize: 49_152,
    cacheBytesPerToken: 32 * 5 * 64 * 4,
  },
  {
    name: 'hf:Qwen/Qwen2.5-0.5B-Instruct-GGUF/qwen2.5-0.5b-instruct-q8_0.gguf',
    title: 'Qwen2.5-0.5B-Instruct',
    parameters: 494e6,
    quantisation: 'Q8_0',
    bytes: 0.68e9,
    licence: 'Apache-2.0',
    contextTokens: 32_768,
    vocabularySize: 151_936,
    cacheBytesPerToken: 24 * 2 * 64 * 4,
  },
  {
    name: 'hf:bartowski/Llama-3.2-1B-Instruct-GGUF/Llama-3.2-1B-Instruct-Q4_K_M.gguf',
    title: 'Llama-3.2-1B-Instruct',
    parameters: 1.24e9,
    quantisation: 'Q4_K_M',
    bytes: 0.81e9,
    licence: 'Llama 3.2',
    contextTokens: 131_072,
    vocabularySize: 128_256,
    cacheBytesPerToken: 16 * 8 * 64 * 4,
  },
  {
    name: 'hf:Qwen/Qwen2.5-1.5B-Instruct-GGUF/qwen2.5-1.5b-instruct-q4_k_m.gguf',
    title: 'Qwen2.5-1.5B-Instruct',
    parameters: 1.54e9,
    quantisation: 'Q4_K_M',
    bytes: 1.12e9,
    licence: 'Apache-2.0',
    contextTokens: 32_768,
    vocabularySize: 151_936,
    cacheBytesPerToken: 28 * 2 * 128 * 4,
  },
  {
    name: 'hf:HuggingFaceTB/SmolLM2-1.7B-Instruct-GGUF/smollm2-1.7b-instruct-q4_k_m.gguf',
    title: 'SmolLM2-1.7B-Instruct',
    parameters: 1.71e9,
    quantisation: 'Q4_K_M',
    bytes: 1.06e9,
    licence: 'Apache-2.0',
    contextTokens: 8192,
    vocabularySize: 49_152,
    cacheBytesPerToken: 24 * 32 * 64 * 4,
  },
  {
    name: 'hf:Qwen/Qwen2.5-3B-Instruct-GGUF/qwen2.5-3b-instruct-q4_k_m.gguf',
    title: 'Qwen2.5-3B-Instruct',
    parameters: 3.09e9,
    quantisation: 'Q4_K_M',
    bytes: 2.1e9,
    licence: 'Qwen Research (not commercial)',
    contextTokens: 32_768,
    vocabularySize: 151_936,
    cacheBytesPerToken: 36 * 2 * 128 * 4,
  },
  {
    name: 'hf:bartowski/Llama-3.2-3B-Instruct-GGUF/Llama-3.2-3B-Instruct-Q4_K_M.gguf',
    title: 'Llama-3.2-3B-Instruct',
    parameters: 3.21e9,
    quantisation: 'Q4_K_M',
    bytes: 2.02e9,
    licence: 'Llama 3.2',
    contextTokens: 131_072,
    vocabularySize: 128_256,
    cacheBytesPerToken: 28 * 8 * 128 * 4,
  },
  {
    name: 'hf:bartowski/Qwen2.5-7B-Instruct-GGUF/Qwen2.5-7B-Instruct-Q4_K_M.gguf',
    title: 'Qwen2.5-7B-Instruct',
    parameters: 7.62e9,
    quantisation: 'Q4_K_M',
    bytes: 4.68e9,
    licence: 'Apache-2.0',
    contextTokens: 32_768,
    vocabularySize: 152_064,
    cacheBytesPerToken: 28 * 4 * 128 * 4,
  },
]
