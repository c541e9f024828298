import type { Report } from '../../contracts/report.ts'
import type { Task } from '../../contracts/task.ts'

/** The part of the task a report repeats. */
export function reportTask({ name, kind, success, volume, team }: Task): Report['task'] {
  const { metric, atLeast, atMost, notWorseBy } = success.quality
  return {
    name,
    kind,
    metric,
    target: atLeast ?? atMost ?? 0,
    margin: notWorseBy,
    perMonth: volume.perMonth,
    horizonMonths: volume.horizonMonths,
    team,
  }
}
