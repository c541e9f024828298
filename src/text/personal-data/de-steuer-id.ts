import type { Detector } from './detector.ts'
import { hasCue } from './has-cue.ts'
import { matchStretches } from './match-stretches.ts'
import { digitsOf, groupedStart, numberEnd } from './number-edges.ts'

const pattern = new RegExp(
  String.raw`${groupedStart}(?<value>[1-9]\d ?\d{3} ?\d{3} ?\d{3})(?! \d)${numberEnd}`,
  'dgu',
)
const cue = /steuer|\bid-?nr|identifikationsnummer|\btin\b|tax id/iu

/**
 * German tax numbers of persons (Steuer-ID), where a word near says so. Of the first ten digits one stands two or three
 * times and no other twice; the last is the check digit of ISO 7064 MOD 11,10.
 */
export const steuerIdDetector: Detector = {
  kind: 'de-steuer-id',
  find: (text) =>
    matchStretches(text, pattern, (value, at) => isSteuerId(digitsOf(value)) && hasCue(text, at, cue)),
}

function isSteuerId(digits: string): boolean {
  const counts = new Map<string, number>()
  for (const digit of digits.slice(0, 10)) counts.set(digit, (counts.get(digit) ?? 0) + 1)
  const repeated = [...counts.values()].filter((count) => count > 1)
  if (repeated.length !== 1 || (repeated[0] ?? 0) > 3) return false
  let product = 10
  for (const digit of digits.slice(0, 10)) {
    const sum = (Number(digit) + product) % 10
    product = ((sum === 0 ? 10 : sum) * 2) % 11
  }
  return (11 - product) % 10 === Number(digits[10])
}
