/** What a vendor charges for a million trained tokens. `match` is the beginning of `<provider>:<base>`. */
export interface TrainingPriceRow {
  match: string
  trainingPerMillionUsd: number
  /** The least that a job costs. */
  minimumUsd?: number
  url: string
  asOf: string
}

const openai = { url: 'https://platform.openai.com/docs/pricing', asOf: '2025-08-01' }

/** Rows that a published page could be found for; every other price is unknown, and said to be. */
export const trainingPrices: readonly TrainingPriceRow[] = [
  { match: 'openai:gpt-4o-mini', trainingPerMillionUsd: 3, ...openai },
  { match: 'openai:gpt-4o-2024', trainingPerMillionUsd: 25, ...openai },
]
