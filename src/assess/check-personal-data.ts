import type { Example } from '../contracts/example.ts'
import type { Finding } from '../contracts/report.ts'
import type { PersonalDataKind } from '../text/personal-data/detector.ts'
import { findPersonalData } from '../text/personal-data/find-personal-data.ts'
import { allRows } from './all-rows.ts'
import { countOf, type DataCheck, findingOfRows } from './finding.ts'

/** Keys first: they must be withdrawn, not only hidden. */
const nouns: Record<PersonalDataKind, string> = {
  secret: 'API key or access token',
  password: 'password',
  email: 'e-mail address',
  phone: 'telephone number',
  iban: 'bank account number (IBAN)',
  card: 'payment card number',
  'nl-bsn': 'Dutch citizen number (BSN)',
  'es-dni': 'Spanish identity number (DNI or NIE)',
  'it-codice-fiscale': 'Italian tax code (codice fiscale)',
  'fr-nir': 'French social security number (NIR)',
  'de-steuer-id': 'German tax number (Steuer-ID)',
  'uk-nhs': 'NHS number',
}

interface Found {
  rows: Example[]
  values: number
}

/** Personal data and secrets in inputs and answers, one finding a kind. */
export const checkPersonalData: DataCheck = (facts) => {
  const found = new Map<string, Found>()
  for (const row of allRows(facts)) {
    const spans = [row.input.text, row.expected].flatMap((text) => findPersonalData(text))
    for (const kind of new Set(spans.map((span) => span.kind))) {
      const { rows, values } = found.get(kind) ?? { rows: [], values: 0 }
      rows.push(row)
      found.set(kind, { rows, values: values + spans.filter((span) => span.kind === kind).length })
    }
  }
  return Object.entries(nouns).flatMap(([kind, noun]) => {
    const of = found.get(kind)
    return of === undefined ? [] : [findingOfKind(kind, noun, of)]
  })
}

function findingOfKind(kind: string, noun: string, { rows, values }: Found): Finding {
  const isSecret = kind === 'secret' || kind === 'password'
  const hold = rows.length === 1 ? 'holds' : 'hold'
  const redact = '`crossover check --redact <folder>` writes copies of the files with placeholders.'
  return findingOfRows(rows, {
    check: isSecret ? `secrets-${kind}` : `personal-data-${kind}`,
    severity: 'warning',
    message: `${countOf(rows.length, 'row')} ${hold} what looks like ${article(noun)} ${noun} (${values} in all).`,
    next: isSecret
      ? `Withdraw it where it was issued. ${redact}`
      : `Leave it out before it reaches a model or a provider: ${redact}`,
  })
}

function article(noun: string): string {
  return /^(?:[aeio]|API|NHS)/u.test(noun) ? 'an' : 'a'
}
