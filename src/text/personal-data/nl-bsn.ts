import type { Detector } from './detector.ts'
import { hasCue } from './has-cue.ts'
import { matchStretches } from './match-stretches.ts'
import { digitsOf, groupedStart, numberEnd } from './number-edges.ts'

const pattern = new RegExp(
  String.raw`${groupedStart}(?<value>\d{9}|\d{4}(?<by>[. ])\d{2}\k<by>\d{3}|\d{3}(?<by3>[. ])\d{3}\k<by3>\d{3})(?! \d)${numberEnd}`,
  'dgu',
)
const cue = /\bbsn|burgerservice|\bsofi/iu

/** Dutch citizen service numbers, where a word near says so: 9, 8 … 2, −1 times the digits is a multiple of 11. */
export const bsnDetector: Detector = {
  kind: 'nl-bsn',
  find: (text) =>
    matchStretches(text, pattern, (value, at) => isBsn(digitsOf(value)) && hasCue(text, at, cue)),
}

function isBsn(digits: string): boolean {
  let sum = -Number(digits[8])
  for (let at = 0; at < 8; at += 1) sum += Number(digits[at]) * (9 - at)
  return sum % 11 === 0 && Number(digits) > 0
}
