import type { CostReport } from '../contracts/cost.ts'
import type { TerminalOptions } from './terminal/colours.ts'
import { displayWidth } from './display-width.ts'
import { printableText } from './terminal/printable-text.ts'
import { wrapText } from './terminal/wrap-text.ts'
import {
  countRange,
  costSentences,
  givenInputs,
  leftOutWords,
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
    align(givenInputs(cost).map(Object.values<string>)).map((line) => colours.dim(printableText(line))),
    prose(leftOutWords(cost)).map((line) => colours.dim(line)),
  ]
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')
}

function titleWords({ volume }: CostReport): string {
  const { low, high } = volume.growthPerMonth
  const growth = low === 0 && high === 0 ? 'no growth' : `growth ${percentRange(low, high)} a month`
  return `${countRange(volume.perMonth)} queries in the first month · ${growth} · ${countRange(volume.queries)} in ${volume.horizonMonths} months`
}

function percentRange(low: number, high: number): string {
  const words = (share: number) => `${Number((share * 100).toPrecision(3))}`
  return low === high ? `${words(low)} %` : `${words(low)} to ${words(high)} %`
}

function totals(cost: CostReport): string[] {
  const rows = [
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
  const head = ['', ...sides.map((side) => printableText(wayWords(side, cost.compared)))]
  return align([
    head,
    ...rows.map(([heading, usd]) => [heading, ...sides.map((side) => usdRange(usd[side]))]),
  ])
}

function drawnWords({ simulated, mattersMost, monthsSearched, compared }: CostReport): string[] {
  if (mattersMost.length === 0) return []
  const { breakEvenPerMonth, breakEvenMonth } = simulated
  return [
    `Of ${formatCount(simulated.draws)} draws (seed ${simulated.seed}), ${wayWords('tune', compared)} pays in the first year from ${quantileWords(breakEvenPerMonth.firstYear)} queries a month on, later from ${quantileWords(breakEvenPerMonth.steadyState)}.`,
    `Month in which it has paid back, within ${monthsSearched}: ${quantileWords(breakEvenMonth)}.`,
  ]
}

/** Rows of cells as lines with aligned columns. */
function align(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))),
  )
  const pad = (cell: string, column: number) => cell + ' '.repeat((widths[column] ?? 0) - displayWidth(cell))
  return rows.map((row) => row.map(pad).join('  ').trimEnd())
}
