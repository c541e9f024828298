import type { StoppedArm } from '../../decide/arm.ts'
import type { StoppedFinalist } from './test-finalists.ts'

/** Stopped finalists as the verdict sees them. */
export function stoppedArms(stopped: readonly StoppedFinalist[]): StoppedArm[] {
  return stopped.map(({ finalist: { served }, stopped: { rows, clause } }) => ({
    name: served.name,
    family: served.family,
    rows,
    clause,
  }))
}
