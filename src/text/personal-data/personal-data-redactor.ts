import type { PersonalDataKind } from './detector.ts'
import { findPersonalData } from './find-personal-data.ts'

/** Replaces personal data by placeholders, the same value always by the same one. */
export interface PersonalDataRedactor {
  /**
   * Looks at a text that will be redacted later: the placeholders it has are not given again, and a value that it says
   * is a telephone number is also replaced where another text has it without saying so.
   */
  learn(text: string): void
  /** `name` of the field a text stands in: {"bsn": …} says what its number is. */
  redact(text: string, name?: string): string
  /** Values replaced so far, by kind: distinct ones and all. */
  counts(): Map<PersonalDataKind, { distinct: number; all: number }>
}

/** A run long enough that the same one elsewhere is the same value. */
const token = /(?<![\p{L}\p{N}])[\p{L}\p{N}]{9,64}(?![\p{L}\p{N}])/gu
const placeholder = /\[([A-Z_]+)_(\d{1,9})\]/gu

/**
 * A redactor that writes `[EMAIL_1]`, `[IBAN_2]`, `[NL_BSN_1]`. Values that differ in case and separators only are one.
 * It keeps the values in memory as long as it lives and writes them nowhere.
 */
export function createRedactor(): PersonalDataRedactor {
  const names = new Map<string, string>()
  const kinds = new Map<string, PersonalDataKind>()
  const last = new Map<string, number>()
  const counts = new Map<PersonalDataKind, { distinct: number; all: number }>()

  const nameOf = (kind: PersonalDataKind, value: string): string => {
    const count = counts.get(kind) ?? { distinct: 0, all: 0 }
    const key = `${kind} ${comparable(kind, value)}`
    const known = names.get(key)
    counts.set(kind, { distinct: count.distinct + (known === undefined ? 1 : 0), all: count.all + 1 })
    if (known !== undefined) return known
    const word = kind.toUpperCase().replaceAll('-', '_')
    const number = (last.get(word) ?? 0) + 1
    last.set(word, number)
    names.set(key, `[${word}_${number}]`)
    return `[${word}_${number}]`
  }

  const replaceKnown = (text: string): string =>
    text.replaceAll(token, (run) => {
      const kind = kinds.get(run) ?? kinds.get(run.toLowerCase())
      return kind === undefined ? run : nameOf(kind, run)
    })

  return {
    learn: (text) => {
      for (const { kind, start, end } of findPersonalData(text)) {
        kinds.set(comparable(kind, text.slice(start, end)), kind)
      }
      for (const [, word = '', number = '0'] of text.matchAll(placeholder)) {
        last.set(word, Math.max(last.get(word) ?? 0, Number(number)))
      }
    },
    redact: (text, name = '') => {
      const lead = name === '' ? '' : `${name}: `
      let written = ''
      let at = lead.length
      const whole = lead + text
      for (const { kind, start, end } of findPersonalData(whole)) {
        if (start < lead.length) continue
        written += replaceKnown(whole.slice(at, start)) + nameOf(kind, whole.slice(start, end))
        at = end
      }
      return written + replaceKnown(whole.slice(at))
    },
    counts: () => new Map(counts),
  }
}

/** Keys and passwords are compared as written; the others without case and separators. */
function comparable(kind: PersonalDataKind, value: string): string {
  if (kind === 'secret' || kind === 'password') return value
  if (kind === 'email') return value.toLowerCase()
  return value.toLowerCase().replaceAll(/[^\p{L}\p{N}+]/gu, '')
}
