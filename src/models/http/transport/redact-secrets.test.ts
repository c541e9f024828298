import { expect, test } from 'vitest'
import { redactSecrets } from './redact-secrets.ts'

test('every form of every secret', () => {
  const secret = 'p"ss wörd/1'
  const forms = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    btoa('p"ss w\u00c3\u00b6rd/1'),
  ]
  for (const form of forms) expect(redactSecrets(`<${form}>${form}`, [secret])).toBe('<[redacted]>[redacted]')
})

test('a secret that begins with another', () => {
  expect(redactSecrets('key-12345 key-123', ['key-123', 'key-12345'])).toBe('[redacted] [redacted]')
})

test('placeholders of local servers stay', () => {
  expect(redactSecrets('no model is loaded', ['no', ''])).toBe('no model is loaded')
})
