import { createRequire } from 'node:module'
import type * as GenaiPrices from '@pydantic/genai-prices'
import { libraryProviders } from './library-providers.data.ts'

/** The release of the price library whose rows are bundled, and the day it was published. */
export const priceLibrary = { name: '@pydantic/genai-prices', version: '0.1.8', asOf: '2026-09-23' }

/** A row of the library: USD per million tokens (of its base tier), and the model's context where it is known. */
export interface LibraryRow {
  title: string
  inputPerMillionUsd?: number
  outputPerMillionUsd?: number
  cachedInputPerMillionUsd?: number
  contextTokens?: number
}

let loaded: typeof GenaiPrices | undefined

/**
 * What the price library knows of a vendor's model; `undefined` for other vendors and models. The library is read at the
 * first question about one of its vendors: it takes a tenth of a second and 20 MB that own servers need not pay for.
 */
export function libraryRow(provider: string, model: string): LibraryRow | undefined {
  if (!libraryProviders.has(provider)) return undefined
  loaded ??= createRequire(import.meta.url)('@pydantic/genai-prices') as typeof GenaiPrices
  const found = loaded.calcPrice({ input_tokens: 1, output_tokens: 1 }, model, { providerId: provider })
  if (found === null || found.provider.id !== provider) return undefined
  const { model_price: prices, model: facts } = found
  const rates = {
    inputPerMillionUsd: baseRate(prices['input_mtok']),
    outputPerMillionUsd: baseRate(prices['output_mtok']),
    cachedInputPerMillionUsd: baseRate(prices['cache_read_mtok']),
    contextTokens: facts.context_window,
  }
  const known = Object.entries(rates).filter(([, value]) => value !== undefined)
  return { title: `${found.provider.name}, ${facts.name ?? facts.id}`, ...Object.fromEntries(known) }
}

function baseRate(rate: GenaiPrices.ModelPrice[string]): number | undefined {
  return typeof rate === 'object' ? rate.base : rate
}
