import type { Usage } from '../contracts/prediction.ts'
import { SpendLimitError } from '../errors.ts'
import type { TokenPrice } from './token-price.ts'
import { usageCost } from './usage-cost.ts'

/** The most a request can use. */
export interface SpendRequest {
  modelName: string
  /** An upper estimate. */
  inputTokens: number
  maxOutputTokens: number
  /** Absent: nobody knows; the request is let through and counted apart. */
  price: TokenPrice | undefined
}

/** Money set aside for one request. Each of its ends counts once; a second call does nothing. */
export interface Reservation {
  /** The answer came: what it used, or what the vendor says it billed, replaces what was set aside. */
  settle(usage: Usage, billedUsd?: number): void
  /**
   * It was sent without an answer and is about to be sent again: what was set aside counts as spent, and as much is set
   * aside anew. False when that could cross the limit: it must not be sent then, and the reservation has ended.
   */
  again(): boolean
  /** The request was refused or never sent: nothing is owed. */
  release(): void
  /** It was sent and no answer came: the vendor may bill it, so all that was set aside counts as spent. */
  forfeit(): void
}

/** What was spent so far. */
export interface Spend {
  limitUsd: number
  spentUsd: number
  /** Set aside for requests under way. */
  reservedUsd: number
  requests: number
  /** Requests of models without a known price, by name; they are not in `spentUsd`. */
  unpriced: Record<string, number>
}

/**
 * One spend limit for all hosted models of a run. Every request sets aside the most it can cost before it is sent, so
 * the limit is never crossed, however many run at once in this process.
 */
export class SpendMeter {
  readonly #limitUsd: number
  #spentUsd = 0
  #reservedUsd = 0
  #requests = 0
  readonly #unpriced = new Map<string, number>()
  #waiting: (() => void)[] = []

  constructor({ limitUsd }: { limitUsd: number }) {
    this.#limitUsd = limitUsd
  }

  /**
   * Sets aside the most a request can cost. Where only requests under way stand in its way, it waits for them.
   *
   * @throws SpendLimitError when the limit could be crossed; nothing was sent then.
   */
  async reserve(request: SpendRequest): Promise<Reservation> {
    if (request.price === undefined) return this.#reserveUnpriced(request.modelName)
    const usd = usageCost(
      { inputTokens: request.inputTokens, outputTokens: request.maxOutputTokens, source: 'estimated' },
      request.price,
    )
    while (this.#spentUsd + this.#reservedUsd + usd > this.#limitUsd) {
      if (this.#reservedUsd === 0 || this.#spentUsd + usd > this.#limitUsd) throw this.#refusal(request, usd)
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
    this.#reservedUsd += usd
    return this.#reservation(usd, request.price)
  }

  /** What was spent so far, for the report and the last line of a run. */
  spend(): Spend {
    return {
      limitUsd: this.#limitUsd,
      spentUsd: this.#spentUsd,
      reservedUsd: this.#reservedUsd,
      requests: this.#requests,
      unpriced: Object.fromEntries(this.#unpriced),
    }
  }

  #reservation(usd: number, price: TokenPrice): Reservation {
    let isOpen = true
    const end = (costUsd: number, requests: number) => {
      if (!isOpen) return
      isOpen = false
      this.#spentUsd += costUsd
      this.#requests += requests
      // Sums of small amounts drift; what is set aside must come back to exactly 0.
      this.#reservedUsd = this.#reservedUsd - usd < 1e-12 ? 0 : this.#reservedUsd - usd
      for (const wake of this.#waiting.splice(0)) wake()
    }
    const again = () => {
      this.#spentUsd += usd
      this.#requests += 1
      if (this.#spentUsd + this.#reservedUsd <= this.#limitUsd) return true
      end(0, 0)
      return false
    }
    return {
      again,
      settle: (usage, billedUsd) => end(billedUsd ?? usageCost(usage, price), 1),
      release: () => end(0, 0),
      forfeit: () => end(usd, 1),
    }
  }

  #reserveUnpriced(name: string): Reservation {
    let isOpen = true
    const count = (billedUsd?: number) => {
      if (!isOpen) return
      isOpen = false
      this.#requests += 1
      if (billedUsd === undefined) this.#unpriced.set(name, (this.#unpriced.get(name) ?? 0) + 1)
      else this.#spentUsd += billedUsd
    }
    return {
      again: () => true,
      settle: (_usage, billedUsd) => count(billedUsd),
      release: () => (isOpen = false),
      forfeit: () => count(),
    }
  }

  #refusal({ modelName }: SpendRequest, usd: number): SpendLimitError {
    const left = Math.max(0, this.#limitUsd - this.#spentUsd)
    return new SpendLimitError(
      `One more request to ${modelName} could cost ${money(usd)} USD, and ${money(left)} USD is left of the limit of ${money(this.#limitUsd)} USD. It was not sent.`,
      { hint: 'Raise evaluation.maxSpendUsd in the task file, or give --max-spend.' },
    )
  }
}

function money(usd: number): string {
  return usd === 0 ? '0' : Number(usd.toPrecision(3)).toString()
}
