import type { QualityFigure } from '../../contracts/report.ts'
import type { Axis } from '../quality-axis.ts'

/** Where the plot lies: `columns` cells for the axis, a mark at the target. */
export interface PlotArea {
  axis: Axis
  columns: number
  target: number
}

/**
 * One interval in text: `╶──●──╴`, the target as `┊` where nothing else is drawn, `‹` or `›` where the interval leaves
 * the axis. Always exactly `columns` characters of one column each.
 */
export function intervalLine(figure: QualityFigure, area: PlotArea): string {
  const { axis, columns } = area
  const cells = Array.from({ length: columns }, () => ' ')
  cells[column(area.target, area)] = '┊'
  if (figure.high < axis.low) return markEdge(cells, { at: 0, sign: '‹' })
  if (figure.low > axis.high) return markEdge(cells, { at: columns - 1, sign: '›' })
  const [from, dot, to] = [figure.low, figure.value, figure.high].map((value) => column(value, area))
  if (from === undefined || dot === undefined || to === undefined) return cells.join('')
  cells.fill('─', from, to + 1)
  if (from < dot) cells[from] = figure.low < axis.low ? '‹' : '╶'
  if (to > dot) cells[to] = figure.high > axis.high ? '›' : '╴'
  cells[dot] = figure.value < axis.low ? '‹' : figure.value > axis.high ? '›' : '●'
  return cells.join('')
}

/** The tick labels above the plot, each centred on its cell as far as there is room. */
export function axisLine(area: PlotArea, format: (tick: number) => string): string {
  let line = ''
  for (const tick of area.axis.ticks) {
    const label = format(tick)
    const centred = column(tick, area) - Math.floor(label.length / 2)
    const start = Math.max(0, Math.min(centred, area.columns - label.length))
    const room = line === '' ? 0 : line.length + 1
    if (start >= room) line = line.padEnd(start) + label
  }
  return line.padEnd(area.columns)
}

function column(value: number, { axis, columns }: PlotArea): number {
  const share = (value - axis.low) / (axis.high - axis.low)
  return Math.max(0, Math.min(columns - 1, Math.round(share * (columns - 1))))
}

function markEdge(cells: string[], { at, sign }: { at: number; sign: string }): string {
  cells[at] = sign
  return cells.join('')
}
