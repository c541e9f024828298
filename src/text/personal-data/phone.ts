import type { Detector } from './detector.ts'
import { hasCue } from './has-cue.ts'
import { matchStretches } from './match-stretches.ts'
import { digitsOf, numberEnd } from './number-edges.ts'

/** A way to write telephone numbers, and how many digits one has. */
interface PhoneForm {
  layout: string
  digits: readonly [number, number]
  /** Whether a word such as "tel." must stand near: the digits alone could be anything. */
  needsCue?: true
}

// Each begins with a separator or a bracket, so that a long run of digits can be read in one way only.
const groups = String.raw`(?:[ ./-]\d{1,12}|[ ./-]?\(\d{1,4}\) ?\d{0,12}){0,6}`

const forms: readonly PhoneForm[] = [
  // International: "+44 20 7946 0018", "0049 40 5550199", "+33 (0)6 39 98 20 31".
  { layout: String.raw`\+[1-9]\d{0,14}${groups}`, digits: [8, 16] },
  { layout: String.raw`00[1-9]\d{0,14}${groups}`, digits: [11, 17] },
  // A leading zero in pairs (France), or area code and number apart (Germany, Netherlands, Italy, United Kingdom), which
  // five digits, a hyphen and four are not: so the United States write postcodes.
  { layout: String.raw`0[1-9](?:[ .-]\d{2}){4}`, digits: [10, 10] },
  {
    layout: String.raw`(?:\(0[1-9]\d{1,4}\)[ -]?|(?!\d{5}-\d{4}(?!\d))0[1-9]\d{0,4}[ /-]{1,3})\d{2,8}(?:[ -]\d{2,6}){0,3}`,
    digits: [9, 12],
  },
  // Mobile numbers without a space: United Kingdom, Netherlands, Germany, France.
  { layout: String.raw`07[1-9]\d{8}|0[67]\d{8}|01[567]\d{8,9}`, digits: [10, 12] },
  // Spain, in groups; Italian mobiles; North America.
  {
    layout: String.raw`[6-9]\d{2}(?: \d{2}){3}|[6-9]\d \d{3} \d{2} \d{2}|[6-9]\d{2} \d{3} \d{3}`,
    digits: [9, 9],
  },
  { layout: String.raw`3\d{2}[ .-]\d{3}[ .-]?\d{4}`, digits: [10, 10] },
  {
    layout: String.raw`\([2-9]\d{2}\) ?[2-9]\d{2}[ -]\d{4}|[2-9]\d{2}(?<by>[.-])[2-9]\d{2}\k<by>\d{4}`,
    digits: [10, 10],
  },
  { layout: String.raw`\d{9,12}`, digits: [9, 12], needsCue: true },
]

const start = String.raw`(?<![\p{L}\p{N}_+])(?<![\p{L}\p{N}][-./_(])(?<!\p{N}[ \u00A0])`
const extension = String.raw`(?:,? ?(?:x|ext\.?) ?\d{1,5})`
const patterns = forms.map((form) => ({
  ...form,
  pattern: new RegExp(`${start}(?<value>(?:${form.layout})${extension}?)(?! ?\\d)${numberEnd}`, 'dgu'),
}))

const cue =
  /\b(?:tel|telefo|telefono|telefoon|téléphone|teléfono|phone|mobile|mobiel|mobil|móvil|cellulare|cell|portable|handy|gsm|whatsapp|call|ring me|bel|ruf|rufnummer|anrufen|appelez|llámame|llamen|chiamat)/iu
const unit = /^\s?(?:[kmg]?wh\b|€|eur\b|usd\b|kg\b|ms\b|cm\b|km\b|%)/iu

/** Telephone numbers in international form and in the national forms of ten countries. There is no check digit. */
export const phoneDetector: Detector = {
  kind: 'phone',
  find: (text) => {
    const found = patterns.flatMap(({ pattern, digits: [fewest, most], needsCue }) =>
      matchStretches(text, pattern, (value, at) => {
        const { length } = digitsOf(value.replace(/\D?[xe].*$/u, ''))
        if (length < fewest || length > most || unit.test(text.slice(at.end, at.end + 6))) return false
        return needsCue === undefined || hasCue(text, at, cue)
      }),
    )
    const inOrder = found.toSorted((one, other) => one.start - other.start || other.end - one.end)
    let end = 0
    return inOrder.filter((stretch) => {
      if (stretch.start < end) return false
      end = stretch.end
      return true
    })
  },
}
