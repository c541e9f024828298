import type { TaskFile } from '../contracts/task.ts'
import { overlay } from './overlay.data.ts'
import { libraryRow, priceLibrary } from './price-library.ts'
import type { TokenPrice } from './token-price.ts'

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
  const row = libraryRow(provider, model)
  if (row?.inputPerMillionUsd === undefined || row.outputPerMillionUsd === undefined) return undefined
  const { inputPerMillionUsd, outputPerMillionUsd, cachedInputPerMillionUsd, title } = row
  return {
    inputPerMillionUsd,
    outputPerMillionUsd,
    ...(cachedInputPerMillionUsd === undefined ? {} : { cachedInputPerMillionUsd }),
    source: `${priceLibrary.name} ${priceLibrary.version}: ${title}`,
    asOf: priceLibrary.asOf,
  }
}

/** `openai:gpt-5-mini` → provider and model; the model may hold further colons. */
function splitName(name: string): { provider: string; model?: string } {
  const colon = name.indexOf(':')
  if (colon < 1) return { provider: name }
  return { provider: name.slice(0, colon), model: name.slice(colon + 1) }
}

function withoutAbsent(price: TaskFile['prices'][string]): Omit<TokenPrice, 'source'> {
  const { cachedInputPerMillionUsd, asOf, retires: _, ...rates } = price
  return {
    ...rates,
    ...(cachedInputPerMillionUsd === undefined ? {} : { cachedInputPerMillionUsd }),
    ...(asOf === undefined ? {} : { asOf }),
  }
}
