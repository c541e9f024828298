import type { Detector } from './detector.ts'
import { matchStretches } from './match-stretches.ts'
import { digitsOf, numberEnd, numberStart } from './number-edges.ts'

const layouts = String.raw`(?:\d{8}|\d{2}\.\d{3}\.\d{3})[ -]?[A-Z]|[XYZ][ -]?(?:\d{7}|\d\.\d{3}\.\d{3})[ -]?[A-Z]`
const pattern = new RegExp(`${numberStart}(?<value>${layouts})${numberEnd}`, 'dgiu')
const letters = 'TRWAGMYFPDXBNJZSQVHLCKE'

/** Spanish identity numbers (DNI) and those of foreigners (NIE): the last letter is the number modulo 23. */
export const dniDetector: Detector = {
  kind: 'es-dni',
  find: (text) => matchStretches(text, pattern, (value) => isDni(value.toUpperCase())),
}

function isDni(value: string): boolean {
  const lead = 'XYZ'.indexOf(value[0] ?? '')
  const number = Number(`${lead === -1 ? '' : lead}${digitsOf(value)}`)
  return letters[number % 23] === value.at(-1)
}
