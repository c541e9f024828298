import { bcaInterval, bootstrapDistribution, type BootstrapQuestion } from './bootstrap-distribution.ts'
import type { Interval } from './wilson-interval.ts'

/** The statistic of the rows themselves, its BCa interval, and how many clusters it rests on. */
export interface BootstrapInterval extends Interval {
  value: number
  clusters: number
  /** Below 30 clusters an interval is descriptive only (decision.md §4). */
  descriptiveOnly: boolean
}

/** What to ask, and how sure the interval shall be: in (0, 1), default 0.95. */
export type IntervalQuestion<Row> = BootstrapQuestion<Row> & { confidence?: number }

const fewestClusters = 30

/**
 * Bias-corrected and accelerated bootstrap interval, two-sided, resampling clusters.
 *
 * @throws DataError without rows.
 * @see Efron 1987, JASA 82
 */
export function bootstrapInterval<Row>({
  confidence = 0.95,
  ...question
}: IntervalQuestion<Row>): BootstrapInterval {
  const distribution = bootstrapDistribution(question)
  const { value, clusters } = distribution
  return {
    value,
    ...bcaInterval(distribution, confidence),
    clusters,
    descriptiveOnly: clusters < fewestClusters,
  }
}
