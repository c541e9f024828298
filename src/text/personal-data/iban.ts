import type { Detector, Stretch } from './detector.ts'
import { ibanLengths } from './iban-lengths.data.ts'

const opening = /(?<![\p{L}\p{N}])(?<![\p{L}\p{N}][-.])[A-Z]{2}[ -]?\d{2}/giu
const separators = new Set([' ', '-', '.', '\u00A0', '\u202F'])

/** International bank account numbers: length by country, check by ISO 7064 MOD 97-10 (ISO 13616). */
export const ibanDetector: Detector = {
  kind: 'iban',
  find: (text) =>
    [...text.matchAll(opening)].flatMap(({ index }) => {
      const end = endOfIban(text, index)
      return end === undefined ? [] : [{ start: index, end }]
    }),
}

function endOfIban(text: string, start: number): Stretch['end'] | undefined {
  const length = ibanLengths[text.slice(start, start + 2).toUpperCase()]
  if (length === undefined) return undefined
  let compact = ''
  let at = start
  for (; compact.length < length; at += 1) {
    const character = text[at] ?? ''
    if (/^[A-Z0-9]$/iu.test(character)) compact += character.toUpperCase()
    else if (!separators.has(character) || separators.has(text[at - 1] ?? '')) return undefined
  }
  if (/^[\p{L}\p{N}]/u.test(text.slice(at, at + 2))) return undefined
  return passesMod97(compact) ? at : undefined
}

/** The four characters in front move to the end, letters become 10 … 35; the number is 1 modulo 97. */
function passesMod97(iban: string): boolean {
  let rest = 0
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}
