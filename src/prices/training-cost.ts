import { trainingPrices } from './training-prices.data.ts'

/** What training at a vendor costs, and where that is known from. */
export interface TrainingPrice {
  trainingPerMillionUsd: number
  /** The least that a job costs. */
  minimumUsd?: number
  source: string
  asOf?: string
}

/**
 * The price of training `<provider>:<base>`: the task file's own, else our row with the longest matching name.
 *
 * @returns `undefined` where nobody has a price: it is said, never taken for 0.
 */
export function trainingPriceOf(
  name: string,
  own: { trainingPerMillionUsd?: number | undefined; minimumUsd?: number | undefined } = {},
): TrainingPrice | undefined {
  const { trainingPerMillionUsd, minimumUsd } = own
  const least = minimumUsd === undefined ? {} : { minimumUsd }
  if (trainingPerMillionUsd !== undefined) return { trainingPerMillionUsd, ...least, source: 'task file' }
  const [row] = trainingPrices
    .filter(({ match }) => name.startsWith(match))
    .toSorted((a, b) => b.match.length - a.match.length)
  if (row === undefined) return undefined
  const { match: _, url, ...price } = row
  return { ...price, ...least, source: `crossover overlay (${url})` }
}

/** USD of a job: tokens of one epoch × epochs × price, and no less than the minimum. */
export function trainingCost(
  { tokens, epochs }: { tokens: number; epochs: number },
  { trainingPerMillionUsd, minimumUsd = 0 }: TrainingPrice,
): number {
  return Math.max(minimumUsd, (tokens * epochs * trainingPerMillionUsd) / 1e6)
}
