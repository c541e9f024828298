import type { TaskFile } from '../contracts/task.ts'
import type { QueryCost } from './query-cost.ts'
import { meanInterval } from './mean-interval.ts'

/** A machine that is on is paid for, busy or not. */
export const hoursPerMonth = 730
const secondsPerMonth = hoursPerMonth * 3600
/** The busiest moment against the month's average; office hours alone give about 4. */
export const peakFactor = 5
/** A machine is not loaded beyond this share, or queues grow. */
const busyShare = 0.6

/**
 * Cost of answering on own machines: ⌈peak rate × service time / .6⌉ machines, all month, over the month's queries
 * (decision.md §10). The busy cost alone is shown apart, and used with `sharedMachine: true`.
 *
 * @param computeMs busy milliseconds of single queries.
 */
export function machineCost(
  computeMs: readonly number[],
  task: Pick<TaskFile, 'costs' | 'volume'>,
): Pick<QueryCost, 'perQuery' | 'busyPerQuery' | 'basis'> {
  const seconds = meanInterval(computeMs.map((ms) => ms / 1000))
  const usdPerSecond = task.costs.machineUsdPerHour / 3600
  const busy = {
    value: seconds.value * usdPerSecond,
    low: seconds.low * usdPerSecond,
    high: seconds.high * usdPerSecond,
  }
  if (task.costs.sharedMachine) return { perQuery: busy, busyPerQuery: busy.value }
  const own = (serviceSeconds: number) =>
    (machinesFor(serviceSeconds, task.volume.perMonth) * hoursPerMonth * task.costs.machineUsdPerHour) /
    task.volume.perMonth
  const perQuery = { value: own(seconds.value), low: own(seconds.low), high: own(seconds.high) }
  const basis = {
    kind: 'machines',
    serviceSeconds: seconds,
    usdPerHour: task.costs.machineUsdPerHour,
  } as const
  return { perQuery, basis, busyPerQuery: busy.value }
}

/** Machines that carry the peak; at least one. */
export function machinesFor(serviceSeconds: number, perMonth: number): number {
  const peakPerSecond = (perMonth / secondsPerMonth) * peakFactor
  return Math.max(1, Math.ceil((peakPerSecond * serviceSeconds) / busyShare))
}
