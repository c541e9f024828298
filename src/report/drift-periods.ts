import * as z from 'zod'
import type { DataReport } from '../contracts/report.ts'

/** One period of drift over time: shares of labels, and how well a classifier tells its inputs from the reference. */
export interface DriftPeriod {
  label: string
  rows: number
  /** Share of each label, as far as it is known. */
  mix: Record<string, number>
  shift?: { p?: number; auc: number }
}

const share = z.number().min(0).max(1)

/** Read loosely: the measuring side may say more about a period than is drawn here. */
const periodSchema = z.object({
  label: z.string().optional(),
  name: z.string().optional(),
  rows: z.number(),
  mix: z
    .union([
      z.object({ labels: z.array(z.object({ label: z.string(), now: share })) }),
      z.record(z.string(), share),
    ])
    .optional(),
  shift: z.object({ p: z.number().optional(), auc: share }).optional(),
  input: z.object({ pValue: z.number().optional(), auc: z.object({ value: share }).optional() }).optional(),
})

/** The periods of `data.change`, where it is there and has any. */
export function driftPeriods(data: DataReport): DriftPeriod[] {
  const change = 'change' in data ? data.change : undefined
  const parsed = z.object({ periods: z.array(periodSchema) }).safeParse(change)
  return (parsed.data?.periods ?? []).map((period) => ({
    label: period.label ?? period.name ?? '',
    rows: period.rows,
    mix: mixOf(period.mix),
    ...shiftOf(period),
  }))
}

function mixOf(mix: z.infer<typeof periodSchema>['mix']): Record<string, number> {
  if (mix === undefined) return {}
  const { labels } = mix
  if (!Array.isArray(labels))
    return Object.fromEntries(Object.entries(mix).filter(([, value]) => typeof value === 'number'))
  return Object.fromEntries(labels.map(({ label, now }) => [label, now]))
}

function shiftOf({ shift, input }: z.infer<typeof periodSchema>): Pick<DriftPeriod, 'shift'> {
  const auc = shift?.auc ?? input?.auc?.value
  const p = shift?.p ?? input?.pValue
  return auc === undefined ? {} : { shift: { auc, ...(p === undefined ? {} : { p }) } }
}
