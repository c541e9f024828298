import { plotted, tradeOffChart } from '../charts/trade-off-chart.ts'
import type { TradeOff } from '../charts/trade-off-chart.ts'
import type { Report } from '../../contracts/report.ts'
import { formatMilliseconds } from '../words/format-duration.ts'
import { formatUsd } from '../words/format-usd.ts'
import { metricWords } from '../words/metric-words.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'

const tradeOffs: TradeOff[] = [
  {
    id: 'latency-chart',
    title: 'latency, 95th percentile',
    of: ({ latencyMs }) => latencyMs?.p95,
    format: formatMilliseconds,
  },
  {
    id: 'cost-chart',
    title: 'cost per 1,000',
    of: ({ costPerQueryUsd }) => (costPerQueryUsd === undefined ? undefined : costPerQueryUsd.value * 1000),
    format: formatUsd,
  },
  {
    id: 'busy-cost-chart',
    title: 'cost per 1,000 while busy',
    of: ({ busyCostPerQueryUsd }) =>
      busyCostPerQueryUsd === undefined ? undefined : busyCostPerQueryUsd * 1000,
    format: formatUsd,
  },
]

/** Quality against latency and against cost, where there are different values to set it against. */
export function tradeOffSection(report: Report): Markup | undefined {
  const told = tradeOffs.filter((tradeOff) => differs(report, tradeOff)).slice(0, 2)
  if (told.length === 0) return undefined
  const better = metricWords(report.task.metric).lowerIsBetter ? 'Down' : 'Up'
  return html`<section aria-labelledby="trade-off">
    <h2 id="trade-off">What quality is bought with</h2>
    <div class="pair">
      ${told.map(
        (tradeOff) =>
          html`<figure>
            ${tradeOffChart(report, tradeOff)}
            <figcaption>Quality against ${tradeOff.title}.</figcaption>
          </figure>`,
      )}
    </div>
    <p class="note">
      ${better} and to the left is better. Hollow points are on validation rows, the dashed line is the
      target; vertical lines are 95 % intervals.
    </p>
  </section> `
}

function differs(report: Report, tradeOff: TradeOff): boolean {
  const values = plotted(report, tradeOff).map((candidate) => tradeOff.of(candidate) ?? 0)
  return values.length > 1 && Math.max(...values) > 1.2 * Math.min(...values)
}
