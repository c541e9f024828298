/** What one epoch came to on validation. */
export interface ScoredCheckpoint {
  epoch: number
  /** The task's metric, more being better. */
  merit: number
  validationLoss: number | null
}

/** The best epoch so far, and whether it is worth going on. */
export interface CheckpointChoice {
  best: number
  isOver: boolean
}

/**
 * Highest merit first; of equals the one with the lower validation loss, then the earlier. Over once the last `patience`
 * epochs brought nothing better.
 *
 * @param checkpoints at least one, in the order of training.
 */
export function chooseCheckpoint(checkpoints: readonly ScoredCheckpoint[], patience = 2): CheckpointChoice {
  let best = 0
  checkpoints.forEach((checkpoint, index) => {
    const leading = checkpoints[best]
    if (leading !== undefined && isBetter(checkpoint, leading)) best = index
  })
  return { best: checkpoints[best]?.epoch ?? 0, isOver: checkpoints.length - 1 - best >= patience }
}

function isBetter(a: ScoredCheckpoint, b: ScoredCheckpoint): boolean {
  if (a.merit !== b.merit) return a.merit > b.merit
  return (a.validationLoss ?? Infinity) < (b.validationLoss ?? Infinity)
}
