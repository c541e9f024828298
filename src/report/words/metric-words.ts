/** How a metric is written: as a share in per cent or as a plain score, and which direction is good. */
export interface MetricWords {
  /** In a heading: "accuracy", "edit effort". */
  label: string
  isShare: boolean
  lowerIsBetter: boolean
}

const known: Record<string, MetricWords> = {
  accuracy: { label: 'accuracy', isShare: true, lowerIsBetter: false },
  exactMatch: { label: 'exact match', isShare: true, lowerIsBetter: false },
  macroF1: { label: 'macro F1', isShare: false, lowerIsBetter: false },
  f1: { label: 'F1', isShare: false, lowerIsBetter: false },
  rougeL: { label: 'ROUGE-L', isShare: false, lowerIsBetter: false },
  chrF: { label: 'chrF', isShare: false, lowerIsBetter: false },
  editEffort: { label: 'edit effort', isShare: false, lowerIsBetter: true },
  lengthRatio: { label: 'length, reference = 1', isShare: false, lowerIsBetter: false },
  madeUpFacts: { label: 'made-up facts a text', isShare: false, lowerIsBetter: true },
  keepsRules: { label: 'keeps every rule', isShare: true, lowerIsBetter: false },
}

/** A metric that is not known here is written as a plain score where higher is better. */
export function metricWords(metric: string): MetricWords {
  return known[metric] ?? { label: metric, isShare: false, lowerIsBetter: false }
}
