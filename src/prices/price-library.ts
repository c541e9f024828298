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

/** A model of a vendor as the library lists it. */
export interface ListedModel extends LibraryRow {
  /** The vendor's own name. */
  model: string
  /** The row's own words that it is on its way out or gone, where it has any. */
  retirement?: string
  isRetired: boolean
}

let loaded: typeof GenaiPrices | undefined

/**
 * What the price library knows of a vendor's model; `undefined` for other vendors and models. The library is read at the
 * first question about one of its vendors: it takes a tenth of a second and 20 MB that own servers need not pay for.
 */
export function libraryRow(provider: string, model: string): LibraryRow | undefined {
  if (!libraryProviders.has(provider)) return undefined
  const found = library().calcPrice({ input_tokens: 1, output_tokens: 1 }, model, { providerId: provider })
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

/** Every model the library lists of a vendor, with what it knows of each; none for other vendors. */
export function libraryModels(provider: string): ListedModel[] {
  if (!libraryProviders.has(provider)) return []
  const models = library().findProvider({ providerId: provider })?.models ?? []
  return models.flatMap((facts) => {
    const row = libraryRow(provider, facts.id)
    return row === undefined ? [] : [{ model: facts.id, ...row, ...retirementOf(facts) }]
  })
}

/** A row may be marked, or a sentence of it may speak of an end: of the model's, or of a part of its service. */
function retirementOf({
  deprecated = false,
  description = '',
  price_comments: comments = '',
}: GenaiPrices.ModelInfo): Pick<ListedModel, 'retirement' | 'isRetired'> {
  const sentences = [description, comments].flatMap((text) => text.split(/(?<=[.;:])\s+/u))
  const said = sentences.find((sentence) =>
    /\b(?:retired?|retirement|deprecated|shut ?down)\b/iu.test(sentence),
  )
  const retirement = said?.trim().replace(/[.;:]$/u, '') ?? (deprecated ? 'marked as deprecated' : undefined)
  const isRetired = deprecated || /^retired/iu.test(retirement ?? '')
  return { ...(retirement === undefined ? {} : { retirement }), isRetired }
}

function library(): typeof GenaiPrices {
  loaded ??= createRequire(import.meta.url)('@pydantic/genai-prices') as typeof GenaiPrices
  return loaded
}

function baseRate(rate: GenaiPrices.ModelPrice[string]): number | undefined {
  return typeof rate === 'object' ? rate.base : rate
}
