import type { CostInput, CostReport } from '../contracts/cost.ts'
import type { TerminalOptions } from './terminal/colours.ts'
import { displayWidth } from './display-width.ts'
import { printableText } from './terminal/printable-text.ts'
import { wrapText } from './terminal/wrap-text.ts'
import {
  countRange,
  costSentences,
  mattersWords,
  quantileWords,
  usdRange,
  wayWords,
} from './words/cost-words.ts'
import { formatCount } from './words/format-count.ts'

const widestProse = 110
const sides = ['prompt', 'tune'] as const

/** What `crossover cost` prints: sentences, totals, the draws, what matters most, the figures and what is left out. */
export function renderCost(cost: CostReport, { colours, width }: TerminalOptions): string {
  const prose = (text: string) => wrapText(printableText(text), Math.min(width, widestProse), 2)
  const sentences = costSentences(cost)
    .filter((text) => text !== '')
    .map(prose)
  const blocks = [
    prose(titleWords(cost)).map((line) => colours.dim(line)),
    sentences.flatMap((lines, index) => (index === 0 ? lines.map(colours.bold) : lines)),
    totals(cost),
    [...drawnWords(cost).flatMap(prose), ...prose(mattersWords(cost))],
    given(cost.inputs).map((line) => colours.dim(printableText(line))),
    prose(`Left out, counts as 0: ${cost.leftOut.join('; ')}.`).map((line) => colours.dim(line)),
  ]
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')
}

function titleWords({ volume }: CostReport): string {
  const { low, high } = volume.growthPerMonth
  const growth = low === 0 && high === 0 ? 'no growth' : `growth ${percentRange(low, high)} a month`
  return `${countRange(volume.perMonth)} queries in the first month · ${growth} · ${volume.horizonMonths} months ahead`
}

function percentRange(low: number, high: number): string {
  const words = (share: number) => `${Number((share * 100).toPrecision(3))}`
  return low === high ? `${words(low)} %` : `${words(low)} to ${words(high)} %`
}

function totals(cost: CostReport): string[] {
  const columns = [
    ['first year', cost.firstYearUsd],
    ...(cost.volume.horizonMonths === 12
      ? []
      : [[`${cost.volume.horizonMonths} months`, cost.horizonUsd] as const]),
    ['a year later on', cost.steadyYearUsd],
    ['a query', cost.costPerQueryUsd],
    ...(cost.costPerCorrectUsd === undefined ? [] : [['a right answer', cost.costPerCorrectUsd] as const]),
    ...(cost.costWithErrorsUsd === undefined
      ? []
      : [['a query with its errors', cost.costWithErrorsUsd] as const]),
  ] as const
  const head = ['', ...columns.map(([heading]) => heading)]
  const rows = sides.map((side) => [
    printableText(wayWords(side, cost.compared)),
    ...columns.map(([, usd]) => usdRange(usd[side])),
  ])
  return align([head, ...rows])
}

function drawnWords({ simulated, mattersMost, monthsSearched }: CostReport): string[] {
  if (mattersMost.length === 0) return []
  const { breakEvenPerMonth, breakEvenMonth } = simulated
  return [
    `Of ${formatCount(simulated.draws)} draws (seed ${simulated.seed}), tuning pays in the first year from ${quantileWords(breakEvenPerMonth.firstYear)} queries a month on, later from ${quantileWords(breakEvenPerMonth.steadyState)}.`,
    `Month in which it has paid back, within ${monthsSearched}: ${quantileWords(breakEvenMonth)}.`,
  ]
}

/** The figures that were given, with their source; those that count as 0 are named with what is left out. */
function given(inputs: readonly CostInput[]): string[] {
  const known = inputs.filter(({ low, high }) => low !== 0 || high !== 0)
  return align(
    known.map(({ name, low, high, source, asOf }) => [
      name,
      low === high ? figure(low) : `${figure(low)} to ${figure(high)}`,
      asOf === undefined ? source : `${source}, ${asOf}`,
    ]),
  )
}

function figure(value: number): string {
  return Number(value.toPrecision(6)).toLocaleString('en-US', { maximumSignificantDigits: 6 })
}

/** Rows of cells as lines with aligned columns. */
function align(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))),
  )
  const pad = (cell: string, column: number) => cell + ' '.repeat((widths[column] ?? 0) - displayWidth(cell))
  return rows.map((row) => row.map(pad).join('  ').trimEnd())
}
