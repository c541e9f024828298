import { expect, test } from 'vitest'
import { createRedactor } from './personal-data-redactor.ts'

test('one value has one placeholder, however it is written', () => {
  const redactor = createRedactor()
  expect(redactor.redact('Write to ann@example.com or bo@example.com.')).toBe(
    'Write to [EMAIL_1] or [EMAIL_2].',
  )
  expect(redactor.redact('ANN@example.com again')).toBe('[EMAIL_1] again')
  expect(redactor.redact('GB82 WEST 1234 5698 7654 32')).toBe('[IBAN_1]')
  expect(redactor.redact('gb82west12345698765432')).toBe('[IBAN_1]')
  expect(redactor.counts().get('email')).toEqual({ distinct: 2, all: 3 })
})

test('a redacted text stays as it is, and its placeholders are not given again', () => {
  const redactor = createRedactor()
  redactor.learn('[EMAIL_7] wrote')
  expect(redactor.redact('[EMAIL_7] and ann@example.com')).toBe('[EMAIL_7] and [EMAIL_8]')
})

test('a number that one text calls a telephone is replaced in others too', () => {
  const redactor = createRedactor()
  redactor.learn('my phone is 4154217500')
  expect(redactor.redact('the inn is at 5th street, 4154217500')).toBe('the inn is at 5th street, [PHONE_1]')
  expect(redactor.redact('order 4154217501')).toBe('order 4154217501')
})
