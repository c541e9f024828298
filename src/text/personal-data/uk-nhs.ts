import type { Detector } from './detector.ts'
import { hasCue } from './has-cue.ts'
import { matchStretches } from './match-stretches.ts'
import { digitsOf, groupedStart, numberEnd } from './number-edges.ts'

const pattern = new RegExp(
  String.raw`${groupedStart}(?<value>\d{3}(?<by>[ -]?)\d{3}\k<by>\d{4})(?! \d)${numberEnd}`,
  'dgu',
)
const cue = /\bnhs\b|national health|\bpatient/iu

/** NHS numbers of England and Wales, where a word near says so: weights 10 … 2, check digit 11 − (sum mod 11). */
export const nhsDetector: Detector = {
  kind: 'uk-nhs',
  find: (text) =>
    matchStretches(text, pattern, (value, at) => isNhs(digitsOf(value)) && hasCue(text, at, cue)),
}

function isNhs(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < 9; at += 1) sum += Number(digits[at]) * (10 - at)
  return (11 - (sum % 11)) % 11 === Number(digits[9])
}
