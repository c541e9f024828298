import type { TaskFile } from '../contracts/task.ts'

/**
 * Rows of train with which tuning usually begins to pay, and with which it usually has most of its gain: 100 to 500 a
 * task type. Rules of thumb, not measurements: what is measured on the task's own rows goes before them.
 */
export const trainRowsPrior: Readonly<Record<TaskFile['kind'], { fewest: number; enough: number }>> = {
  classification: { fewest: 100, enough: 500 },
  extraction: { fewest: 100, enough: 500 },
  generation: { fewest: 100, enough: 500 },
}
