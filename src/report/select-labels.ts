import type { DataReport } from '../contracts/report.ts'

export type LabelCount = DataReport['labels'][number]

/** Labels to show, largest first, and how many between the two parts are left out. */
export interface SelectedLabels {
  top: LabelCount[]
  between: number
  bottom: LabelCount[]
}

/** All labels when there are at most `most`; else the largest and the smallest, which are those that matter. */
export function selectLabels(labels: LabelCount[], most: number): SelectedLabels {
  const ranked = labels.toSorted((a, b) => b.train - a.train || b.test - a.test)
  if (ranked.length <= most) return { top: ranked, between: 0, bottom: [] }
  const large = Math.ceil(most / 2)
  const small = most - large
  return {
    top: ranked.slice(0, large),
    between: ranked.length - most,
    bottom: ranked.slice(ranked.length - small),
  }
}
