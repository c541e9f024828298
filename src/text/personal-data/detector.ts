/** Kinds of personal data and secrets that are looked for; most have a file of their own here. */
export type PersonalDataKind =
  | 'secret'
  | 'password'
  | 'email'
  | 'iban'
  | 'card'
  | 'it-codice-fiscale'
  | 'fr-nir'
  | 'es-dni'
  | 'de-steuer-id'
  | 'uk-nhs'
  | 'nl-bsn'
  | 'phone'

/** A stretch of a text, in UTF-16 code units: `text.slice(start, end)`. */
export interface Stretch {
  start: number
  end: number
}

export interface PersonalDataSpan extends Stretch {
  kind: PersonalDataKind
}

/** Finds one kind. Where two stretches overlap the one named first counts. */
export interface Detector {
  kind: PersonalDataKind
  find(text: string): Stretch[]
}
