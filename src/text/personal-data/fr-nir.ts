import type { Detector } from './detector.ts'
import { hasCue } from './has-cue.ts'
import { matchStretches } from './match-stretches.ts'
import { numberEnd, numberStart } from './number-edges.ts'

const pattern = new RegExp(
  String.raw`${numberStart}(?<value>[1-478][ .]?\d{2}[ .]?\d{2}[ .]?(?:\d{2}|2[AB])[ .]?\d{3}[ .]?\d{3}[ .-]?\d{2})${numberEnd}`,
  'dgiu',
)
const cue = /\bnir\b|s[ée]cu|\bs\.?s\.?\b|\binsee\b|assur[ée]/iu
const month = /^(?:0[1-9]|1[0-2])$/u

/** French social security numbers: sex, year, month, place, order and a two-digit key, 97 − (number mod 97). */
export const nirDetector: Detector = {
  kind: 'fr-nir',
  find: (text) =>
    matchStretches(text, pattern, (value, at) => {
      const compact = value.replaceAll(/[ .-]/gu, '').toUpperCase()
      // Months 20 and more stand for papers that are not complete, and first digits above 2 for provisional numbers.
      const isUsual = /^[12]/u.test(compact) && month.test(compact.slice(3, 5))
      return hasKey(compact) && (isUsual || hasCue(text, at, cue))
    }),
}

function hasKey(compact: string): boolean {
  // Corsica: 2A counts as 19, 2B as 18 (INSEE).
  const digits = compact.slice(0, 13).replace('2A', '19').replace('2B', '18')
  return 97n - (BigInt(digits) % 97n) === BigInt(compact.slice(13))
}
