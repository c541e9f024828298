import type { CostReport } from '../../contracts/cost.ts'
import { costCurveChart } from '../charts/cost-curve-chart.ts'
import { costSentences, givenInputs, leftOutWords, quantileWords, usdRange } from '../words/cost-words.ts'
import { formatCount } from '../words/format-count.ts'
import { formatUsd } from '../words/format-usd.ts'
import { html, type Markup } from './markup.ts'
import { table } from './table.ts'

/** Prompting against tuning: sentences, totals of every arm, what matters most, every figure with its source. */
export function moneySection(cost: CostReport): Markup {
  const { simulated } = cost
  return html`<h3 id="money">Over a year and after it</h3>
    ${costSentences(cost)
      .filter((text) => text !== '')
      .map((text) => html`<p>${text}</p> `)}
    <p class="note">
      Over ${formatCount(simulated.draws)} draws the first year breaks even at
      ${quantileWords(simulated.breakEvenPerMonth.firstYear)} queries a month; once it is in place, at
      ${quantileWords(simulated.breakEvenPerMonth.steadyState)}. ${leftOutWords(cost)}
    </p>
    ${curveFigure(cost)}${totalsTable(cost)}${mattersTable(cost)}${inputsTable(cost)}`
}

/** On a logarithmic scale nothing can be free. */
function curveFigure(cost: CostReport): Markup | undefined {
  if (cost.curve.some(({ prompt, tune }) => prompt.high <= 0 || tune.high <= 0)) return undefined
  return html`<figure>
    ${costCurveChart(cost)}
    <figcaption>
      ${cost.ends === 'draws' ? 'The middle 90 % of the draws' : 'All corners of the given ranges'} at other
      volumes than the planned one. Both scales multiply in equal steps.
    </figcaption>
  </figure>`
}

function totalsTable({ arms = [], volume }: CostReport): Markup | undefined {
  if (arms.length === 0) return undefined
  const range = (heading: string, pick: (arm: (typeof arms)[number]) => { low: number; high: number }) => ({
    heading,
    numeric: true,
    cell: (arm: (typeof arms)[number]) => usdRange(pick(arm)),
  })
  return table({
    id: 'cost-totals',
    caption: 'Labour, machines and tokens together: 90 % of draws.',
    columns: [
      { heading: 'candidate', cell: ({ name }) => name },
      range('up-front', ({ upFrontUsd }) => upFrontUsd),
      range('first year', ({ firstYearUsd }) => firstYearUsd),
      ...(volume.horizonMonths === 12
        ? []
        : [range(`${volume.horizonMonths} months`, ({ horizonUsd }) => horizonUsd)]),
      range('a year later on', ({ steadyYearUsd }) => steadyYearUsd),
    ],
    rows: arms,
  })
}

function mattersTable({ mattersMost, compared, volume }: CostReport): Markup | undefined {
  if (mattersMost.length === 0) return undefined
  return table({
    id: 'cost-matters',
    caption: `What the answer hangs on: ${compared.tune} minus ${compared.prompt} over ${volume.horizonMonths} months, one figure at its ends.`,
    columns: [
      { heading: 'figure', cell: ({ input }) => input },
      { heading: 'at its low end', numeric: true, cell: ({ atLow }) => formatUsd(atLow) },
      { heading: 'at its high end', numeric: true, cell: ({ atHigh }) => formatUsd(atHigh) },
    ],
    rows: mattersMost,
  })
}

function inputsTable(cost: CostReport): Markup {
  return table({
    id: 'cost-inputs',
    caption: 'Every figure that went in.',
    columns: [
      { heading: 'figure', cell: ({ name }) => name },
      { heading: 'value', numeric: true, cell: ({ figure }) => figure },
      { heading: 'from', cell: ({ source }) => source },
    ],
    rows: givenInputs(cost),
  })
}
