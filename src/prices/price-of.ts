import { calcPrice, type ModelPrice } from '@pydantic/genai-prices'
import type { TaskFile } from '../contracts/task.ts'
import { overlay } from './overlay.data.ts'
import type { TokenPrice } from './token-price.ts'

/** The release of the price library whose rows are bundled, and the day it was published. */
export const priceLibrary = { name: '@pydantic/genai-prices', version: '0.1.8', asOf: '2026-09-23' }

/**
 * The price row of a hosted model: the task file's own, else our overlay's, else the price library's (its base tier).
 *
 * @param modelName as in the task file: `openai:gpt-5-mini`, or `recorded:name` with a row of the task file.
 * @returns `undefined` where nobody has a price: it is said, never taken for 0.
 */
export function priceOf(modelName: string, overrides: TaskFile['prices'] = {}): TokenPrice | undefined {
  const own = overrides[modelName]
  if (own !== undefined) return { ...withoutAbsent(own), source: 'task file' }
  return overlayPrice(modelName) ?? libraryPrice(modelName)
}

function overlayPrice(name: string): TokenPrice | undefined {
  const row = overlay.find(({ match }) =>
    match.endsWith('*') ? name.startsWith(match.slice(0, -1)) : name === match,
  )
  if (row === undefined) return undefined
  const { match: _, url, ...price } = row
  return { ...price, source: `crossover overlay (${url})` }
}

function libraryPrice(name: string): TokenPrice | undefined {
  const { provider, model } = splitName(name)
  if (model === undefined) return undefined
  const found = calcPrice({ input_tokens: 1, output_tokens: 1 }, model, { providerId: provider })
  if (found === null || found.provider.id !== provider) return undefined
  const input = baseRate(found.model_price, 'input_mtok')
  const output = baseRate(found.model_price, 'output_mtok')
  if (input === undefined || output === undefined) return undefined
  const cached = baseRate(found.model_price, 'cache_read_mtok')
  return {
    inputPerMillionUsd: input,
    outputPerMillionUsd: output,
    ...(cached === undefined ? {} : { cachedInputPerMillionUsd: cached }),
    source: `${priceLibrary.name} ${priceLibrary.version}: ${found.provider.name}, ${found.model.name ?? found.model.id}`,
    asOf: priceLibrary.asOf,
  }
}

/** `openai:gpt-5-mini` → provider and model; the model may hold further colons. */
function splitName(name: string): { provider: string; model?: string } {
  const colon = name.indexOf(':')
  if (colon < 1) return { provider: name }
  return { provider: name.slice(0, colon), model: name.slice(colon + 1) }
}

function baseRate(prices: ModelPrice, key: string): number | undefined {
  const rate = prices[key]
  return typeof rate === 'object' ? rate.base : rate
}

function withoutAbsent(price: TaskFile['prices'][string]): Omit<TokenPrice, 'source'> {
  const { cachedInputPerMillionUsd, asOf, ...rates } = price
  return {
    ...rates,
    ...(cachedInputPerMillionUsd === undefined ? {} : { cachedInputPerMillionUsd }),
    ...(asOf === undefined ? {} : { asOf }),
  }
}
