/** USD per million tokens of one model, and where the row is from. */
export interface TokenPrice {
  inputPerMillionUsd: number
  outputPerMillionUsd: number
  /** Input read from the vendor's prompt cache; without it cached input costs as much as any other. */
  cachedInputPerMillionUsd?: number
  /** What the row is called in a report: `task file`, `crossover overlay` or `@pydantic/genai-prices`, with its link. */
  source: string
  /** ISO date on which the row held; absent where the task file gives none. */
  asOf?: string
}
