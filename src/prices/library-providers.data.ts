/** Vendors the price library has rows of, by its own names: of others it need not be loaded. Belongs to its release. */
export const libraryProviders: ReadonlySet<string> = new Set(
  (
    'anthropic arcee avian aws azure baseten cerebras cloudflare cohere cursor deepseek doubleword fireworks github-copilot ' +
    'google groq huggingface_cerebras huggingface_fireworks-ai huggingface_groq huggingface_hyperbolic huggingface_nebius ' +
    'huggingface_novita huggingface_nscale huggingface_ovhcloud huggingface_publicai huggingface_sambanova ' +
    'huggingface_together minimax mistral modal moonshotai novita openai openrouter ovhcloud perplexity quicksilverpro ' +
    'together typesafe voyageai x-ai zai zhipuai'
  ).split(' '),
)
