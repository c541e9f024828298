import type { JsonObject } from './json.ts'
import type { Usage } from './prediction.ts'
import type { TuningService } from './tuning-service.ts'

/** What makes a model what it is. Local: the digest of its file. Hosted: provider + base URL + requested name. */
export interface ModelIdentity {
  /** As written in the task file, e.g. `local:smollm2-135m`. */
  name: string
  role: 'language' | 'embedding'
  provider: string
  /** sha256 (hex) of the weights that run (after transcoding), for local models. */
  sha256?: string
  baseUrl?: string
  /** Number of weights, where known: 135e6. */
  parameters?: number
  /** Where the task file sets a limit below the model's own. */
  contextTokens?: number
  licence?: string
  /** Of the LoRA adapter the model runs with, sha256 (hex) of its file. */
  adapterSha256?: string
}

/** One message of a chat. */
export interface ChatMessage {
  role: 'system' | 'user' | 'assistant'
  content: string
}

/** How tokens are drawn. Temperature 0 takes the most likely token. */
export interface Sampling {
  temperature: number
  topP?: number
  seed?: number
  maxTokens?: number
}

/** How answers of a schema look as far as the schema does not say it. */
export interface AnswerBounds {
  /** Texts of the answer stand in this one word for word. */
  copiedFrom?: string
  /** Of a list that has no limit of its own: small models repeat one item until they are cut. */
  mostItems?: number
}

export interface GenerateRequest {
  messages: ChatMessage[]
  maxTokens: number
  sampling?: Sampling
  /** Generation ends before any of these strings. */
  stop?: string[]
  /** JSON Schema the answer should follow. Models that can promise it do; the others answer in plain text. */
  schema?: JsonObject
  /** With a schema: what local models keep to as well while they write. It is no part of what the answer is checked against. */
  keepTo?: AnswerBounds
  signal: AbortSignal
  onDelta?: (text: string) => void
}

export interface Generation {
  text: string
  finishReason: 'stop' | 'length' | 'refused'
  usage: Usage
  latencyMs: number
  /** Absent where the answer came in one piece. */
  firstTokenMs?: number
  /** Busy time on this machine; absent for hosted models. */
  computeMs?: number
  /** Hosted: the name the server says it ran, what it billed, and requests beyond the first. */
  observedModel?: string
  billedUsd?: number
  retries?: number
}

export interface ChooseRequest {
  messages: ChatMessage[]
  /** At least one; distinct; no surrounding white space. */
  labels: string[]
  signal: AbortSignal
}

/** A label chosen by constrained decoding (decision.md §7). Probabilities are over the labels. */
export interface Choice {
  label: string
  /** p(label) / (found + frontier), in [0, 1]. */
  probability: number
  /** Every complete label that was found, best first. */
  alternatives: { output: string; probability: number }[]
  /** Unconstrained mass of the complete labels found, and an upper bound of what was left unexplored. */
  found: number
  frontier: number
  /** Label tokens evaluated beyond the prompt, and decode calls they took. */
  labelTokens: number
  steps: number
  usage: Usage
  latencyMs: number
  computeMs: number
}

export interface ScoreRequest {
  messages: ChatMessage[]
  /** What a teacher would have the model answer. */
  answer: string
  signal: AbortSignal
}

/** What a model thinks of an answer that is given to it (teacher forcing). Lists are as long as `tokens`. */
export interface AnswerScore {
  /** The chat's, up to where the answer begins. */
  promptTokens: number[]
  /** The answer's, with the one that ends it. */
  tokens: number[]
  /** Natural logarithm of each token's probability after the prompt and the tokens before it. */
  logProbabilities: number[]
  /** The token the model itself finds most likely there. */
  argmaxTokens: number[]
}

/** A LoRA adapter in a GGUF file, made for the model it is opened with. */
export interface AdapterFile {
  path: string
  sha256: string
}

export interface LanguageOptions {
  /** Only local models run with adapters; all that share a base share its weights. */
  adapter?: AdapterFile | undefined
}

/** A language model that runs: local host or hosted API. */
export interface LanguageModel {
  readonly identity: ModelIdentity
  readonly contextTokens: number
  /** Tokens of the chat as the model's own template writes it, answer prefix included; an upper estimate where hosted. */
  countTokens(messages: ChatMessage[]): Promise<number>
  generate(request: GenerateRequest): Promise<Generation>
  /** Only where token probabilities can be had: local models. Others are asked in words, and the answer is checked. */
  choose?(request: ChooseRequest): Promise<Choice>
  /** Where token probabilities can be had. */
  scoreAnswer?(request: ScoreRequest): Promise<AnswerScore>
  /** Gives back this share of the host; the last share stops it. */
  close(): Promise<void>
}

/** A language model that gives token probabilities. */
export type ChoosingModel = LanguageModel & Required<Pick<LanguageModel, 'choose'>>

/** Texts to unit vectors. */
export interface Embedder {
  readonly identity: ModelIdentity
  readonly dimensions: number
  /** @returns one L2-normalised vector of `dimensions` numbers a text, in the order given. */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>
  close(): Promise<void>
}

/** A classifier in ONNX with its `tokenizer.json`, on disk. */
export interface ClassifierFiles {
  model: string
  /** sha256 (hex) of the model: who opens the same one shares it. */
  sha256: string
  tokenizer: string
  /** Word pieces a text may have, marks included; the rest is cut off. */
  maxTokens: number
}

/** Texts to scores of labels. */
export interface TextClassifier {
  /** @returns one logit a label for each text; a text's own do not depend on the others. */
  logits(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>
  close(): Promise<void>
}

/** Weights that an encoder is trained from. */
export interface EncoderBase {
  /** With the digest of the float weights, not of the int8 ones that embed. */
  identity: ModelIdentity
  /** A Hugging Face folder with config.json and safetensors, fetched where it is missing. */
  folder(): Promise<string>
}

/** Hands out models by the name in the task file; one host a base digest, shared, counted. */
export interface ModelPool {
  identify(name: string): Promise<ModelIdentity>
  /** @throws ModelError when the adapter was made for another base, or the model is hosted. */
  language(name: string, options?: LanguageOptions): Promise<LanguageModel>
  /** The GGUF file of a local language model that runs, fetched where it is missing: what is trained on top of it begins there. */
  weights?(name: string): Promise<string>
  embedder(name: string): Promise<Embedder>
  /**
   * What an encoder of that name is trained from; nothing is fetched yet.
   *
   * @throws ModelError for a name that has no such weights.
   */
  encoderBase?(name: string): Promise<EncoderBase>
  /** Opens a trained classifier. */
  classifier?(files: ClassifierFiles): Promise<TextClassifier>
  /**
   * A vendor that trains models; absent where none can be asked.
   *
   * @throws ModelError for a provider that is not known to, ProviderError when its key is not set.
   */
  tuning?(provider: string): Promise<TuningService>
  close(): Promise<void>
}
