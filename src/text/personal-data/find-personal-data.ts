import type { Detector, PersonalDataSpan } from './detector.ts'
import { bsnDetector } from './nl-bsn.ts'
import { cardDetector } from './payment-card.ts'
import { codiceFiscaleDetector } from './it-codice-fiscale.ts'
import { dniDetector } from './es-dni.ts'
import { emailDetector } from './email.ts'
import { ibanDetector } from './iban.ts'
import { nhsDetector } from './uk-nhs.ts'
import { nirDetector } from './fr-nir.ts'
import { passwordDetector } from './password.ts'
import { phoneDetector } from './phone.ts'
import { secretDetector } from './secret.ts'
import { steuerIdDetector } from './de-steuer-id.ts'

/** The surer kind first: where two claim the same characters the earlier one has them. */
const wordDetectors: readonly Detector[] = [secretDetector, passwordDetector, emailDetector]
const numberDetectors: readonly Detector[] = [
  ibanDetector,
  cardDetector,
  codiceFiscaleDetector,
  nirDetector,
  dniDetector,
  steuerIdDetector,
  nhsDetector,
  bsnDetector,
  phoneDetector,
]

/**
 * Personal data and secrets in a text, in order, none overlapping another. Numbers with a check digit are reported when
 * it is right; BSN, NHS number and Steuer-ID also need a word near that names them. Names, addresses, birth dates and
 * IP addresses are not looked for.
 */
export function findPersonalData(text: string): PersonalDataSpan[] {
  const found: PersonalDataSpan[] = []
  // Most texts have no long number, and need not be searched for nine kinds of them.
  const detectors = /\d\d/u.test(text) ? [...wordDetectors, ...numberDetectors] : wordDetectors
  const isTaken = new Uint8Array(text.length)
  for (const detector of detectors) {
    for (const { start, end } of detector.find(text)) {
      if (isTaken.subarray(start, end).includes(1)) continue
      isTaken.fill(1, start, end)
      found.push({ kind: detector.kind, start, end })
    }
  }
  return found.toSorted((one, other) => one.start - other.start)
}
