/** How much a row of each label counts: alike, or so that every label counts the same however rare. */
export type ClassWeights = 'none' | 'balanced'

/**
 * What a head is fitted with. `l2: 'validation'` tries the grid and keeps the strength with the lowest validation log loss;
 * `classWeights: 'validation'` tries both where the task is judged by macro F1, else takes `none`; `temperature: 'held-out'`
 * fits one on rows the weights have not seen.
 */
export type HeadSpec = {
  l2: number | 'validation'
  classWeights: ClassWeights | 'validation'
  temperature: number | 'held-out'
  /** Digests of an earlier head's artifacts, to start from its weights: adding a label then takes a moment. */
  start?: { weights: string; shape: string }
}

/** n / (labels · rows of the label), or nothing where all rows count alike; a label without rows counts 1. */
export function classWeightsOf(
  choice: ClassWeights,
  { targets, classes }: { targets: Int32Array; classes: number },
): { classWeights?: number[] } {
  if (choice === 'none') return {}
  const counts = Array.from({ length: classes }, () => 0)
  for (const target of targets) counts[target] = (counts[target] ?? 0) + 1
  return { classWeights: counts.map((count) => (count === 0 ? 1 : targets.length / (classes * count))) }
}
