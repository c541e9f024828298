import type { Reason } from '../../contracts/reason.ts'
import type { Verdict } from '../../contracts/report.ts'

/** Why nothing was decided, where no figure says so. */
export interface Explanation {
  because: string[]
  next: string[]
}

/** The part of a verdict it takes the place of. */
export function verdictPart(
  explanation: Explanation | undefined,
): Pick<Verdict, 'because' | 'next'> | undefined {
  if (explanation === undefined) return undefined
  return { because: explanation.because.map(plainReason), next: explanation.next }
}

/** A sentence that rests on no figure of a candidate. */
export function plainReason(text: string): Reason {
  return { text, figures: [] }
}
