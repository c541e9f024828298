import type { Report } from '../../contracts/report.ts'
import { libraryModels } from '../../prices/price-library.ts'
import { readPriceRow } from '../../prices/read-price-row.ts'

/**
 * Names of all models that the price library lists of the vendors a verdict asked: what is listed later is new. Empty where no
 * vendor of the library was asked.
 */
export function listedModels({ candidates }: Pick<Report, 'candidates'>): string[] {
  const names = candidates.flatMap(({ priceRow }) =>
    priceRow === undefined ? [] : (readPriceRow(priceRow)?.modelName ?? []),
  )
  const providers = new Set(names.map((name) => name.split(':', 1)[0] ?? ''))
  return [...providers].flatMap((provider) =>
    libraryModels(provider).map(({ model }) => `${provider}:${model}`),
  )
}
