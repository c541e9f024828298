import type { QualityFigure } from '../contracts/report.ts'
import { metricSchema } from '../contracts/task.ts'
import { scorerOf } from './scorer-of.ts'

/** A figure with more being better, for ranking; nothing measured ranks last. */
export function meritOf(figure: Pick<QualityFigure, 'metric' | 'value'> | undefined): number {
  if (figure === undefined) return Number.NEGATIVE_INFINITY
  return scorerOf(metricSchema.parse(figure.metric)).higherIsBetter ? figure.value : -figure.value
}
