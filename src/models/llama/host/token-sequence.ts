import type { NativeContext } from './engine-surface.ts'

/** What one evaluation cost. */
export interface Evaluation {
  /** Tokens at the front that were still in memory from before. */
  reused: number
  /** Tokens evaluated, in how many decode calls. */
  evaluated: number
  decodeCalls: number
}

export interface TokenSequenceOptions {
  /** Tokens of a whole decode call; chunks begin at multiples of it. */
  chunkTokens: number
  /** Most tokens a decode call may take. */
  batchSize: number
  /** Asked before each decode call. */
  threads: () => number
}

export interface EvaluateOptions {
  tokens: readonly number[]
  /** Tokens to evaluate behind them when there is something to evaluate anyway. */
  ahead?: readonly number[]
  /** The first evaluation of a request: what is reused must not depend on what was asked before. */
  isStart: boolean
  /** From which position on the model's predictions are wanted: `logitsAt(position)` is what follows that token. */
  wantedFrom: number
  signal: AbortSignal
}

/**
 * The tokens the model has in memory (its key-value cache). Moving to other tokens keeps the shared front, erases
 * the rest and evaluates what is new, so requests that begin alike pay for their difference only.
 *
 * How tokens are split over decode calls moves the last digits of what comes out, and near ties with them. So a request
 * starts on whole chunks: aligned to absolute positions, each decoded in one call. Whatever was asked before, the same
 * tokens then go through the same calls.
 */
export class TokenSequence {
  readonly #context: NativeContext
  readonly #options: TokenSequenceOptions
  #tokens: number[] = []
  /** Tokens at the front that were decoded in whole chunks. */
  #chunked = 0
  /** Where the last decode call left its predictions: position → index to sample by. */
  readonly #logits = new Map<number, number>()

  constructor(context: NativeContext, options: TokenSequenceOptions) {
    this.#context = context
    this.#options = options
  }

  /**
   * Makes the sequence begin with `tokens`. It may hold more behind them, evaluated ahead.
   *
   * @throws the signal's reason between two batches; the engine's error when a decode fails.
   */
  async evaluate({ tokens, ahead = [], isStart, wantedFrom, signal }: EvaluateOptions): Promise<Evaluation> {
    const shared = sharedLength(this.#tokens, tokens)
    if (!isStart && shared === tokens.length && this.#hasLogits(wantedFrom, shared)) {
      return { reused: shared, evaluated: 0, decodeCalls: 0 }
    }
    const kept = this.#cut(this.#reusable({ shared, isStart, wantedFrom }))
    const missing = [...tokens.slice(kept), ...ahead]
    let decodeCalls = 0
    for (let done = 0; done < missing.length; decodeCalls++) {
      signal.throwIfAborted()
      const batch = missing.slice(done, done + this.#callLength(wantedFrom))
      await this.#decode(batch, wantedFrom)
      done += batch.length
    }
    return { reused: kept, evaluated: missing.length, decodeCalls }
  }

  /** The index by which to sample what follows the token at `position`; valid until the next evaluation. */
  logitsAt(position: number): number {
    const index = this.#logits.get(position)
    if (index === undefined) throw new RangeError(`No predictions at position ${position}.`)
    return index
  }

  #reusable(facts: { shared: number; isStart: boolean; wantedFrom: number }): number {
    const length = Math.min(facts.shared, facts.wantedFrom)
    if (!facts.isStart) return length
    const { chunkTokens } = this.#options
    return Math.min(this.#chunked, length - (length % chunkTokens))
  }

  /** A whole chunk, or everything from the chunk in which predictions are wanted: a call overwrites those before it. */
  #callLength(wantedFrom: number): number {
    const { chunkTokens, batchSize } = this.#options
    const toNextChunk = chunkTokens - (this.#tokens.length % chunkTokens)
    return this.#tokens.length + toNextChunk <= wantedFrom ? toNextChunk : batchSize
  }

  #hasLogits(from: number, to: number): boolean {
    for (let position = from; position < to; position++) if (!this.#logits.has(position)) return false
    return true
  }

  #cut(length: number): number {
    if (length >= this.#tokens.length) return length
    this.#logits.clear()
    // A recurrent model keeps one state and cannot go back to an earlier one.
    const kept = this.#context.removeTokenCellsFromSequence(0, length, -1) ? length : this.#clear()
    this.#tokens.length = kept
    this.#chunked = Math.min(this.#chunked, kept - (kept % this.#options.chunkTokens))
    return kept
  }

  #clear(): number {
    this.#context.removeTokenCellsFromSequence(0, 0, -1)
    return 0
  }

  async #decode(batch: readonly number[], wantedFrom: number): Promise<void> {
    const start = this.#tokens.length
    const wanted = batch.map((_, index) => index).filter((index) => start + index >= wantedFrom)
    this.#logits.clear()
    this.#context.setThreads(this.#options.threads())
    this.#context.initBatch(batch.length)
    const indexes = this.#context.addToBatch(0, start, Uint32Array.from(batch), Uint32Array.from(wanted))
    try {
      await this.#context.decodeBatch()
    } catch (error) {
      this.#tokens.length = this.#clear()
      this.#chunked = 0
      throw error
    }
    for (const token of batch) this.#tokens.push(token)
    if (batch.length === this.#options.chunkTokens && start === this.#chunked)
      this.#chunked = start + batch.length
    wanted.forEach((index, place) => this.#logits.set(start + index, indexes[place] ?? 0))
  }
}

function sharedLength(a: readonly number[], b: readonly number[]): number {
  const limit = Math.min(a.length, b.length)
  let length = 0
  while (length < limit && a[length] === b[length]) length++
  return length
}
