import type { Detector } from './detector.ts'
import { matchStretches } from './match-stretches.ts'

// Bounded and anchored to a token's first character, so that a megabyte without spaces costs no more than its length.
const pattern =
  /(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}_][\p{L}\p{N}._%+'-]{0,63}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}])/gu

/** Addresses that name a service of version control, not a person. */
const noPerson = /^(?:git|hg|svn)@/iu

/** E-mail addresses, letters of any script. */
export const emailDetector: Detector = {
  kind: 'email',
  find: (text) => (text.includes('@') ? matchStretches(text, pattern, (value) => !noPerson.test(value)) : []),
}
