/**
 * The part of node-llama-cpp 3.21.1 we use. The engine is installed on demand, so its own types are not at hand;
 * `load-engine.ts` checks that what is named here exists. The names with an underscore are the engine's native
 * objects: only through them can one place of a batch be asked for several probabilities (token-probabilities.ts).
 */
export interface NodeLlamaCpp {
  getLlama(options: {
    gpu: 'auto' | false
    build: 'never'
    skipDownload: true
    progressLogs: false
    logLevel: 'warn'
    logger: (level: string, message: string) => void
  }): Promise<Llama>
}

export interface Llama {
  _bindings: {
    AddonSampler: new (model: NativeModel) => NativeSampler
    AddonGrammar: new (text: string, options: { addonExports: object; rootRuleName: string }) => NativeGrammar
    AddonGrammarEvaluationState: new (model: NativeModel, grammar: NativeGrammar) => NativeGrammarState
  }
  loadModel(options: { modelPath: string }): Promise<LlamaModel>
}

export interface LlamaModel {
  _model: NativeModel
  readonly trainContextSize: number
  readonly fileInfo: { metadata: { tokenizer?: { chat_template?: string } } }
  readonly tokens: { bos: number | null; eos: number | null; shouldPrependBosToken: boolean }
  tokenize(text: string, specialTokens: boolean): number[]
  detokenize(tokens: readonly number[], specialTokens: boolean, lastTokens?: readonly number[]): string
  isSpecialToken(token: number): boolean
  isEogToken(token: number): boolean
  /** Adapters in memory by file; the engine itself never forgets one. */
  _loraAdapters: Map<string, { dispose(): Promise<void> }>
  _getOrLoadLora(path: string): Promise<object>
  createContext(options: {
    contextSize: number
    batchSize: number
    sequences: 1
    threads: number
    swaFullCache: true
    lora?: string
  }): Promise<{ _ctx: NativeContext; dispose(): Promise<void> }>
}

/** Opaque. */
export type NativeModel = object
export type NativeGrammar = object
/** How far one answer has come in a grammar. A sampler that has it moves it on with each token it draws. */
export type NativeGrammarState = object

export interface NativeSampler {
  applyConfig(config: {
    temperature: number
    seed: number
    topK?: number
    topP?: number
    minP?: number
    tokenBiasKeys?: Uint32Array
    tokenBiasValues?: Float32Array
    grammarEvaluationState?: NativeGrammarState
  }): void
  dispose(): void
}

export interface NativeContext {
  getContextSize(): number
  setThreads(threads: number): void
  initBatch(tokens: number): void
  /** @returns for each wanted place, the index to sample it by. */
  addToBatch(sequence: number, position: number, tokens: Uint32Array, wanted: Uint32Array): Uint32Array
  decodeBatch(): Promise<void>
  /** @returns whether the memory could be cut there; recurrent models cannot. */
  removeTokenCellsFromSequence(sequence: number, start: number, end: number): boolean
  sampleToken(logits: number, sampler: NativeSampler): Promise<number>
  /** @returns the token, its probability list as [token, probability, …] best first, and the token's probability. */
  sampleToken(
    logits: number,
    sampler: NativeSampler,
    withProbabilities: boolean,
    withConfidence: boolean,
  ): Promise<[token: number, probabilities: number[] | undefined, confidence: number | undefined]>
}
