import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { PersonalDataSpan } from './detector.ts'
import { findPersonalData } from './find-personal-data.ts'

interface MarkedLine {
  text: string
  spans: PersonalDataSpan[]
}

const file = new URL('../../../test/fixtures/personal-data/lines.jsonl', import.meta.url)
const lines = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as MarkedLine)

const checksummed = [
  'iban',
  'card',
  'nl-bsn',
  'es-dni',
  'it-codice-fiscale',
  'fr-nir',
  'de-steuer-id',
  'uk-nhs',
] as const

function kindsIn(text: string): string[] {
  return findPersonalData(text).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`)
}

/** A span is right when kind, start and end are. */
function figuresOf(kinds: readonly string[]): { recall: number; precision: number } {
  const key = (line: number) => (span: PersonalDataSpan) => `${line} ${span.kind} ${span.start} ${span.end}`
  const marked = lines.flatMap(({ spans }, at) =>
    spans.filter(({ kind }) => kinds.includes(kind)).map(key(at)),
  )
  const found = lines.flatMap(({ text }, at) =>
    findPersonalData(text)
      .filter(({ kind }) => kinds.includes(kind))
      .map(key(at)),
  )
  const right = found.filter((span) => marked.includes(span)).length
  return { recall: right / marked.length, precision: right / found.length }
}

describe('300 lines in six languages, marked before the patterns were written', () => {
  test('half of them hold nothing', () => {
    expect(lines).toHaveLength(300)
    expect(lines.filter(({ spans }) => spans.length === 0)).toHaveLength(150)
  })
  test.each(checksummed)('%s: recall at least .95, precision at least .98', (kind) => {
    const { recall, precision } = figuresOf([kind])
    expect(recall).toBeGreaterThanOrEqual(0.95)
    expect(precision).toBeGreaterThanOrEqual(0.98)
  })
  test('kinds without a check digit: e-mail, telephone, keys, passwords', () => {
    const { recall, precision } = figuresOf(['email', 'phone', 'secret', 'password'])
    expect(recall).toBeGreaterThanOrEqual(0.9)
    expect(precision).toBeGreaterThanOrEqual(0.9)
  })
})

describe('numbers that look alike', () => {
  // Documented examples: IBAN of the registry, Visa test number, BSN, NHS and Steuer-ID of their makers' pages.
  test.each([
    ['GB82 WEST 1234 5698 7654 32', ['iban: GB82 WEST 1234 5698 7654 32']],
    ['GB83 WEST 1234 5698 7654 32', []],
    ['4111 1111 1111 1111', ['card: 4111 1111 1111 1111']],
    ['4111 1111 1111 1112', []],
    ['BSN 111222333', ['nl-bsn: 111222333']],
    ['order 111222333', []],
    ['NHS 943 476 5919', ['uk-nhs: 943 476 5919']],
    ['order 943 476 5919', []],
    ['Steuer-ID 86095742719', ['de-steuer-id: 86095742719']],
    ['Steuer-ID 86095742718', []],
    ['12345678Z, X1234567L', ['es-dni: 12345678Z', 'es-dni: X1234567L']],
    ['RSSMRA85T10A562S', ['it-codice-fiscale: RSSMRA85T10A562S']],
    ['2 55 08 14 168 025 38', ['fr-nir: 2 55 08 14 168 025 38']],
    ['git clone git@example.com:a/b', []],
    ['https://ann:s3same@db.example.com', ['password: s3same']],
    ['IBAN ΑΒΓ, ١٢٣٤٥٦٧٨٩', []],
    ['', []],
  ])('%s', (text, found) => {
    expect(kindsIn(text)).toEqual(found)
  })
  test('long texts without an end cost no more than their length', () => {
    const runs = [
      '1',
      '+1 2',
      'a.',
      'a@',
      '0171 ',
      'sk-',
      'eyJ',
      'DE12 ',
      'password: ',
      '://a:',
      '-----BEGIN PRIVATE KEY-----',
    ]
    for (const run of runs)
      expect(findPersonalData(run.repeat(200_000 / run.length)).length).toBeLessThan(1e6)
  })
})
