import { instantOf } from '../../data/import/normalise-time.ts'
import type { ChangeRow } from './embedded-rows.ts'

/** Rows of one stretch of time, by position, in order of time. */
export interface Period {
  name: string
  chosen: number[]
}

/** Rows a period should have: with 150 a share of 20 % strangers is found nine times in ten. */
const rowsOfWindow = 150
const fewestRowsOfPeriod = 30
const mostPeriods = 24

/**
 * Cuts rows into months where half of the months have 30 rows, else quarters on the same condition, else windows of 150 rows
 * in order of time; rows without times are taken in their order. At most 24 periods, the windows grown to fit.
 */
export function periodsOf(rows: readonly ChangeRow[]): Period[] {
  const timed = [...rows.keys()].flatMap((at) => {
    const time = rows[at]?.time
    return time === undefined ? [] : [{ at, instant: instantOf(time) }]
  })
  if (timed.length < rows.length || rows.length === 0) return windowsOf([...rows.keys()])
  const ordered = timed.toSorted((a, b) => a.instant - b.instant || a.at - b.at)
  for (const nameOf of [monthOf, quarterOf]) {
    const periods = groupInOrder(ordered, nameOf)
    const large = periods.filter(({ chosen }) => chosen.length >= fewestRowsOfPeriod)
    if (periods.length > 1 && periods.length <= mostPeriods && large.length * 2 >= periods.length)
      return periods
  }
  return windowsOf(ordered.map(({ at }) => at))
}

function windowsOf(order: number[]): Period[] {
  const size = Math.max(rowsOfWindow, Math.ceil(order.length / mostPeriods))
  const count = Math.max(1, Math.round(order.length / size))
  return Array.from({ length: count }, (_, window) => {
    const start = window * size
    const end = window === count - 1 ? order.length : start + size
    return { name: `rows ${start + 1} to ${end}`, chosen: order.slice(start, end) }
  })
}

function groupInOrder(
  ordered: readonly { at: number; instant: number }[],
  nameOf: (date: Date) => string,
): Period[] {
  const periods: Period[] = []
  for (const { at, instant } of ordered) {
    const name = nameOf(new Date(instant))
    const last = periods.at(-1)
    if (last?.name === name) last.chosen.push(at)
    else periods.push({ name, chosen: [at] })
  }
  return periods
}

function monthOf(date: Date): string {
  return date.toISOString().slice(0, 7)
}

function quarterOf(date: Date): string {
  return `${date.getUTCFullYear()} Q${Math.floor(date.getUTCMonth() / 3) + 1}`
}
