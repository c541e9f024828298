import type { Example } from '../../contracts/example.ts'
import type { FitOutcome, Method } from '../../contracts/method.ts'
import { trainingSplit } from '../../data/split/training-split.ts'

/** A tuned method that also trains on rows a model wrote. */
export interface SyntheticArm extends Method {
  syntheticRows: number
}

const suffix = ' + synthetic'

/** The name of a candidate with written rows, beside that of the same without. */
export function withSynthetic(name: string): string {
  return name.endsWith(suffix) ? name : `${name}${suffix}`
}

/** Whether a method trains on written rows. */
export function isSyntheticArm(method: Method): method is SyntheticArm {
  return 'syntheticRows' in method
}

/**
 * The methods, each tuned one followed by itself with the written rows in train. Rows are part of a recipe, so the two are
 * different candidates; validation and test stay the same real rows.
 */
export function syntheticArms(methods: readonly Method[], rows: readonly Example[]): Method[] {
  if (rows.length === 0) return [...methods]
  return methods.flatMap((method) =>
    method.family === 'tune' ? [method, syntheticArm(method, rows)] : [method],
  )
}

function syntheticArm(method: Method, rows: readonly Example[]): SyntheticArm {
  return {
    ...method,
    syntheticRows: rows.length,
    fit: async (spec, split, context) => {
      const { train, validation, calibration } = split
      const all = trainingSplit({
        train: [...train, ...rows],
        validation,
        ...(calibration === undefined ? {} : { calibration }),
      })
      return renamed(await method.fit(spec, all, context))
    },
  }
}

function renamed(outcome: FitOutcome): FitOutcome {
  if (!('candidate' in outcome)) return outcome
  return { candidate: { ...outcome.candidate, name: withSynthetic(outcome.candidate.name) } }
}
