import type { Metric } from '../../contracts/task.ts'
import type { Arm } from '../../decide/arm.ts'
import { armRows } from './arm-rows.ts'
import { latenciesOf } from './judge-served.ts'
import type { TestedFinalist } from './test-finalists.ts'

/** The finalist as the verdict sees it. */
export function armOf(finalist: TestedFinalist, metric: Metric): Arm {
  const { served, validation, shared, latencies, cost, hard } = finalist
  return {
    name: served.name,
    kind: served.kind,
    family: served.family,
    version: served.version,
    ...(validation === undefined ? {} : { validation }),
    rows: armRows(shared, metric),
    latenciesMs: latenciesOf(served, { answered: shared, latencies }),
    cost,
    hard,
  }
}
