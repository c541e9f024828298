import type { CandidateReport, Report } from '../../contracts/report.ts'
import { focusCandidate } from '../focus-candidate.ts'
import { rankCandidates } from '../rank-candidates.ts'
import { formatCount } from '../words/format-count.ts'
import { formatSeconds } from '../words/format-duration.ts'
import { formatUsd } from '../words/format-usd.ts'
import { html } from './markup.ts'
import { moneySection } from './money-section.ts'
import type { Markup } from './markup.ts'
import { table } from './table.ts'
import type { Column } from './table.ts'

type Interval = NonNullable<CandidateReport['costPerQueryUsd']>
const nothing = '–'

/** What each candidate costs; absent when no cost was worked out. An unknown price is named, never 0. */
export function costSection(report: Report): Markup | undefined {
  const { finalists, validationOnly, floors } = rankCandidates(report)
  const rows = [...finalists, ...validationOnly, ...floors].filter(
    ({ costPerQueryUsd, costUnknown }) => costPerQueryUsd !== undefined || costUnknown !== undefined,
  )
  if (rows.length === 0) return undefined
  const focus = focusCandidate(report)?.name
  return html`<section aria-labelledby="cost">
    <h2 id="cost">What it costs</h2>
    ${table({
      id: 'costs',
      caption: `Running cost at ${formatCount(report.task.perMonth)} answers a month.`,
      columns: columns(report, rows),
      rows,
      rowClass: ({ name, finalist }) => (name === focus ? 'focus' : finalist ? '' : 'other'),
    })}
    ${rows.some(({ busyCostPerQueryUsd }) => busyCostPerQueryUsd !== undefined) && busyNote}
    ${report.cost !== undefined && moneySection(report.cost)}
  </section> `
}

const busyNote = html`<p class="note">
  A machine of its own is paid for whether it is busy or not. "While busy" counts only the seconds it works:
  what it costs on a machine you already run.
</p>`

function columns({ task }: Report, rows: CandidateReport[]): Column<CandidateReport>[] {
  const has = (key: 'busyCostPerQueryUsd' | 'costPerCorrectUsd' | 'totalCostUsd' | 'fitSeconds') =>
    rows.some((row) => row[key] !== undefined)
  const optional: [boolean, Column<CandidateReport>][] = [
    [
      has('costPerCorrectUsd'),
      {
        heading: 'per 1,000 correct',
        numeric: true,
        cell: ({ costPerCorrectUsd }) => perThousand(costPerCorrectUsd),
      },
    ],
    [
      has('busyCostPerQueryUsd'),
      {
        heading: 'per 1,000 while busy',
        numeric: true,
        cell: ({ busyCostPerQueryUsd }) => dollars(busyCostPerQueryUsd, 1000),
      },
    ],
    [
      has('totalCostUsd'),
      {
        heading: `total, ${task.horizonMonths} months`,
        numeric: true,
        cell: ({ totalCostUsd }) => dollars(totalCostUsd, 1),
      },
    ],
    [
      has('fitSeconds'),
      {
        heading: 'time to fit',
        numeric: true,
        cell: ({ fitSeconds }) => (fitSeconds === undefined ? nothing : formatSeconds(fitSeconds)),
      },
    ],
  ]
  return [
    { heading: 'candidate', cell: ({ name }) => name },
    { heading: 'per 1,000', numeric: true, cell: costCell },
    {
      heading: 'a month',
      numeric: true,
      cell: ({ costPerQueryUsd }) => dollars(costPerQueryUsd?.value, task.perMonth),
    },
    ...optional.filter(([isShown]) => isShown).map(([, column]) => column),
  ]
}

function costCell({ costPerQueryUsd, costUnknown }: CandidateReport): Markup | string {
  if (costPerQueryUsd !== undefined) return perThousand(costPerQueryUsd)
  return costUnknown === undefined ? nothing : html`unknown<span class="kind">${costUnknown}</span>`
}

function perThousand(interval: Interval | undefined): Markup | string {
  if (interval === undefined) return nothing
  const { value, low, high } = interval
  if (low === high) return formatUsd(value * 1000)
  return html`${formatUsd(value * 1000)}<span class="range"
      >${formatUsd(low * 1000)} to ${formatUsd(high * 1000)}</span
    >`
}

function dollars(usd: number | undefined, times: number): string {
  return usd === undefined ? nothing : formatUsd(usd * times)
}
