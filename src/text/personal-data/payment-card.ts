import type { Detector } from './detector.ts'
import { passesLuhn } from './luhn.ts'
import { matchStretches } from './match-stretches.ts'
import { digitsOf, numberEnd, numberStart } from './number-edges.ts'

// As printed on cards (4-4-4-4, 4-6-5, 4-6-4, 4-4-4-4-3, one separator throughout), or without any.
const layouts = String.raw`\d{4}(?<by>[ \u00A0.-])(?:\d{4}\k<by>\d{4}\k<by>\d{4}(?:\k<by>\d{3})?|\d{6}\k<by>\d{4,5})|\d{12,19}`
const pattern = new RegExp(`${numberStart}(?<value>${layouts})${numberEnd}`, 'dgu')

/** First digits and lengths that issuers use (ISO/IEC 7812 ranges as the schemes publish them). */
const schemes: readonly { prefix: RegExp; lengths: readonly number[] }[] = [
  { prefix: /^4/u, lengths: [13, 16, 19] },
  { prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/u, lengths: [16] },
  { prefix: /^3[47]/u, lengths: [15] },
  { prefix: /^(?:6011|64[4-9]|65)/u, lengths: [16, 19] },
  { prefix: /^35(?:2[89]|[3-8])/u, lengths: [16] },
  { prefix: /^(?:2131|1800)/u, lengths: [15] },
  { prefix: /^3(?:0[0-5]|095|[689])/u, lengths: [14, 16] },
  { prefix: /^62/u, lengths: [16, 17, 18, 19] },
  { prefix: /^(?:5018|5020|5038|5893|6304|6759|676[1-3])/u, lengths: [12, 13, 14, 15, 16, 17, 18, 19] },
]

/** Payment card numbers: layout, issuer range with its length, Luhn check. */
export const cardDetector: Detector = {
  kind: 'card',
  find: (text) => matchStretches(text, pattern, (value) => isCard(digitsOf(value))),
}

function isCard(digits: string): boolean {
  const isIssued = schemes.some(
    ({ prefix, lengths }) => prefix.test(digits) && lengths.includes(digits.length),
  )
  return isIssued && passesLuhn(digits)
}
