import type { Report, Retirement } from '../../contracts/report.ts'
import type { TaskFile } from '../../contracts/task.ts'
import { libraryModels } from '../../prices/price-library.ts'
import { priceOf } from '../../prices/price-of.ts'
import { readPriceRow, type WrittenPrice } from '../../prices/read-price-row.ts'
import { retirementOf } from '../../prices/retirement-of.ts'
import type { TokenPrice } from '../../prices/token-price.ts'

/** A model whose price a report rests on: what it was then and what it is now. */
export interface PriceChange {
  model: string
  candidates: string[]
  before: WrittenPrice
  /** Absent where nobody has a price any more. */
  now?: TokenPrice
  isChanged: boolean
  /** What its row says of its end, in the row's words. */
  retirement?: string
  /** The day of its end, where one is known. */
  retires?: Retirement
}

/** The prices written down with a report against today's: the task file's, our overlay's, the price library's. */
export function priceChanges({ candidates }: Report, prices: TaskFile['prices']): PriceChange[] {
  const rows = candidates.flatMap(({ name, priceRow }) => {
    const before = priceRow === undefined ? undefined : readPriceRow(priceRow)
    return before === undefined ? [] : [{ name, before }]
  })
  const models = [...new Set(rows.map(({ before }) => before.modelName))]
  return models.flatMap((model) => {
    const asked = rows.filter(({ before }) => before.modelName === model)
    const [first] = asked
    if (first === undefined) return []
    const now = priceOf(model, prices)
    return [
      {
        model,
        candidates: asked.map(({ name }) => name),
        before: first.before,
        ...(now === undefined ? {} : { now }),
        isChanged: now === undefined || !isSamePrice(first.before, now),
        ...saidOfEnd(model),
        ...endOf(model, prices),
      },
    ]
  })
}

/** Of cached input a report writes down no rate: a change of it alone shows in the verdict's figures only. */
function isSamePrice(before: WrittenPrice, now: TokenPrice): boolean {
  return (
    before.inputPerMillionUsd === now.inputPerMillionUsd &&
    before.outputPerMillionUsd === now.outputPerMillionUsd
  )
}

function endOf(name: string, prices: TaskFile['prices']): Pick<PriceChange, 'retires'> {
  const retires = retirementOf(name, prices)
  return retires === undefined ? {} : { retires }
}

function saidOfEnd(name: string): Pick<PriceChange, 'retirement'> {
  const colon = name.indexOf(':')
  const listed = libraryModels(name.slice(0, colon)).find(({ model }) => model === name.slice(colon + 1))
  return listed?.retirement === undefined ? {} : { retirement: listed.retirement }
}
