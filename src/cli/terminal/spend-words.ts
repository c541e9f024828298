import { describePrice } from '../../prices/price-queries.ts'
import type { RunEstimate } from '../../prices/estimate-run.ts'
import type { Spend } from '../../prices/spend-meter.ts'
import { countOf } from '../../report/words/format-count.ts'

/** The estimate before the first paid request, a line a model, and the limit. */
export function spendEstimate(
  estimate: RunEstimate,
  { limitUsd, now }: { limitUsd: number; now: Date },
): string {
  const rows = estimate.rows.flatMap(({ modelName, lowUsd, highUsd, price }) => [
    `  ${modelName}: ${usd(lowUsd)} to ${usd(highUsd)} USD`,
    `    ${describePrice(price, { name: modelName, now })}`,
  ])
  const unpriced = estimate.unpriced.map(
    (name) =>
      `  ${name}: no price is known; it is asked, and outside the limit. Add it under prices: in the task file.`,
  )
  const isPriced = estimate.rows.length > 0
  const sum = isPriced
    ? `Hosted models will cost about ${usd(estimate.lowUsd)} to ${usd(estimate.highUsd)} USD. Nothing is asked beyond ${usd(limitUsd)} USD.`
    : 'What hosted models will cost is not known.'
  return [sum, ...rows, ...unpriced].join('\n')
}

/** What was spent, or `undefined` when no hosted model was asked. */
export function spendSummary({ requests, spentUsd, limitUsd, unpriced }: Spend): string | undefined {
  if (requests === 0) return undefined
  const others = Object.entries(unpriced).map(([name, count]) => `${count} to ${name} without a known price`)
  const apart = others.length === 0 ? '' : ` (${others.join(', ')})`
  return `${countOf(requests, 'request')} to hosted models${apart}: ${usd(spentUsd)} of ${usd(limitUsd)} USD spent.`
}

/** Cents where there are any, else what digits show. */
function usd(amount: number): string {
  if (amount === 0) return '0'
  return amount >= 0.1 ? amount.toFixed(2) : String(Number(amount.toPrecision(2)))
}
