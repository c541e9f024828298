import type { Stretch } from './detector.ts'

/** Characters before and after a number in which a word must stand that says what it is. */
const reachBefore = 60
const reachAfter = 30

/**
 * Whether a word that names the kind of number stands near. Asked for where one number in ten passes the check by
 * chance, so that an order number is not taken for a person's.
 */
export function hasCue(text: string, { start, end }: Stretch, cue: RegExp): boolean {
  return (
    cue.test(text.slice(Math.max(0, start - reachBefore), start)) ||
    cue.test(text.slice(end, end + reachAfter))
  )
}
