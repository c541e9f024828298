import type { Example } from '../../contracts/example.ts'
import type { TrainingSplit } from '../../contracts/method.ts'
import { stratifiedOrder } from './stratified-order.ts'

/** Rows a method may see. */
export interface TrainingRows {
  train: Example[]
  validation: Example[]
  calibration?: Example[]
}

/** What methods fit on: the rows and nested, stratified takes of the train rows. Takes keep the order of `train`. */
export function trainingSplit(rows: TrainingRows): TrainingSplit {
  return {
    ...rows,
    take: (count, seed) => trainingSplit({ ...rows, train: takeRows(rows.train, count, seed) }),
  }
}

function takeRows(train: readonly Example[], count: number, seed: number): Example[] {
  const order = stratifiedOrder(train, { seed, stratum: (row) => row.expected })
  const taken = new Set(order.slice(0, Math.max(0, count)))
  return train.filter((row) => taken.has(row))
}
