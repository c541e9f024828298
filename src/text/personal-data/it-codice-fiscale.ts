import type { Detector } from './detector.ts'
import { matchStretches } from './match-stretches.ts'

// Digits may be letters (omocodia: L … V for 0 … 9 when two people would have the same code).
const digit = '[0-9LMNPQRSTUV]'
const pattern = new RegExp(
  String.raw`(?<![\p{L}\p{N}])[A-Z]{3} ?[A-Z]{3} ?${digit}{2}[A-EHLMPRST]${digit}{2} ?[A-Z]${digit}{3}[A-Z](?![\p{L}\p{N}])`,
  'giu',
)

/** Values of characters at odd places, 0 … 9 then A … Z (decree of 12 March 1974); digits and letters share them. */
const oddValues = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
]

/** Italian tax codes of persons: six letters, birth date, place, a check letter. */
export const codiceFiscaleDetector: Detector = {
  kind: 'it-codice-fiscale',
  find: (text) => matchStretches(text, pattern, (value) => isCodiceFiscale(value)),
}

function isCodiceFiscale(value: string): boolean {
  const code = value.replaceAll(' ', '').toUpperCase()
  let sum = 0
  for (let at = 0; at < 15; at += 1) {
    const index = valueOf(code[at] ?? '')
    // The first character is at place 1, an odd one.
    sum += at % 2 === 0 ? (oddValues[index] ?? 0) : index
  }
  return code.charCodeAt(15) - 65 === sum % 26
}

function valueOf(character: string): number {
  return /\d/u.test(character) ? Number(character) : character.charCodeAt(0) - 65
}
