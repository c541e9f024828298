import type { CandidateReport, Report } from '../../contracts/report.ts'
import { focusCandidate } from '../focus-candidate.ts'
import { qualityAxis } from '../quality-axis.ts'
import { rankCandidates, shownQuality } from '../rank-candidates.ts'
import { metricWords } from '../words/metric-words.ts'
import { candidateCells } from './candidate-cells.ts'
import type { CandidateCells } from './candidate-cells.ts'
import type { Colours, TerminalOptions } from './colours.ts'
import { displayWidth, fitRight, fitText, truncateText } from '../display-width.ts'
import { floorsLines } from './floors-line.ts'
import { axisLine, intervalLine } from './interval-line.ts'
import type { PlotArea } from './interval-line.ts'

/** With less room than this for the plot, the last three columns move to a line of their own under each candidate. */
const fewestColumns = 24
const mostColumns = 72
const gap = '  '

interface Layout {
  area: PlotArea
  metric: string
  widths: { name: number; quality: number; p95: number; perThousand: number; meets: number }
  narrow: boolean
  width: number
  colours: Colours
  focus: string | undefined
}

/** The ranked plot of quality with 95 % intervals, latency, cost and criteria, drawn to the width; nothing without candidates. */
export function intervalPlot(report: Report, options: TerminalOptions): string[] {
  const { finalists, validationOnly, floors } = rankCandidates(report)
  if (finalists.length + validationOnly.length + floors.length === 0) return []
  const layout = layOut(report, options)
  const lines = [...header(layout), ...finalists.flatMap((candidate) => row(candidate, layout))]
  if (validationOnly.length > 0) {
    lines.push(options.colours.dim('  validation only, not compared with the rows above'))
    lines.push(...validationOnly.flatMap((candidate) => row(candidate, layout)))
  }
  return [...lines, ...floorsLines(floors, { ...options, metric: report.task.metric })]
}

function layOut(report: Report, { colours, width }: TerminalOptions): Layout {
  const { metric, target } = report.task
  const shown = report.candidates.filter(({ finalist, family }) => finalist || family !== 'baseline')
  const cells = shown.map((candidate) => candidateCells(candidate, metric))
  const widest = (key: keyof CandidateCells, least: number) =>
    Math.max(least, ...cells.map((cell) => displayWidth(cell[key])))
  const widths = {
    name: Math.min(widest('name', 8), Math.max(18, Math.floor(width / 4))),
    quality: widest('quality', 6),
    p95: widest('p95', 5),
    perThousand: widest('perThousand', 9),
    meets: widest('meets', 5),
  }
  const start = 2 + widths.name + widths.quality + 2 * gap.length
  const beside = widths.p95 + widths.perThousand + widths.meets + 3 * gap.length
  const narrow = width - start - beside < fewestColumns
  const columns = Math.min(mostColumns, width - start - (narrow ? 0 : beside))
  const axis = qualityAxis({ candidates: shown, target, metric, maxTicks: Math.floor(columns / 7) })
  const area = { axis, columns, target }
  return { area, metric, widths, narrow, width, colours, focus: focusCandidate(report)?.name }
}

function header({ area, metric, widths, narrow, colours }: Layout): string[] {
  const { isShare, label } = metricWords(metric)
  const ticks = axisLine(area, (tick) =>
    String(isShare ? Number((tick * 100).toFixed(1)) : Number(tick.toFixed(3))),
  )
  const start = `  ${' '.repeat(widths.name)}${gap}${' '.repeat(widths.quality)}${gap}`
  const title = `  ${label}${isShare ? ' in %' : ''}, 95 % interval, ┊ target`
  const beside = narrow
    ? ''
    : `${gap}${fitRight('p95', widths.p95)}${gap}${fitRight('per 1,000', widths.perThousand)}${gap}meets`
  return [colours.dim(title), colours.dim((start + ticks + beside).trimEnd())]
}

function row(candidate: CandidateReport, layout: Layout): string[] {
  const { area, metric, widths, narrow, colours } = layout
  const cells = candidateCells(candidate, metric)
  const figure = shownQuality(candidate)
  const isFocus = candidate.name === layout.focus
  const name = fitText(cells.name, widths.name)
  const plot = figure === undefined ? ' '.repeat(area.columns) : intervalLine(figure, area)
  const start =
    `  ${isFocus ? colours.bold(name) : name}${gap}${fitRight(cells.quality, widths.quality)}${gap}` +
    (isFocus ? colours.green(plot) : plot)
  if (narrow) return [start.trimEnd(), ...secondLine(cells, layout)]
  const beside = `${gap}${fitRight(cells.p95, widths.p95)}${gap}${fitRight(cells.perThousand, widths.perThousand)}${gap}`
  return [start + beside + tint(cells.meets, colours)]
}

function secondLine({ p95, perThousand, meets }: CandidateCells, { colours, width }: Layout): string[] {
  if ([p95, perThousand, meets].every((cell) => cell === '–')) return []
  const figures = `    p95 ${p95} · ${perThousand} per 1,000 · ${meets === 'all' ? 'meets ' : ''}`
  return [colours.dim(figures) + tint(truncateText(meets, width - displayWidth(figures)), colours)]
}

function tint(meets: string, colours: Colours): string {
  if (meets === 'all') return colours.green(meets)
  if (meets.includes('✗')) return colours.red(meets)
  return meets === '–' ? colours.dim(meets) : colours.yellow(meets)
}
