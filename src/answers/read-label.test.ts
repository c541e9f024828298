import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readLabel } from './read-label.ts'

const labels = ['card arrival', 'card', 'refund', 'exchange', 'C', 'C++']

describe('a label', () => {
  it.each([
    ['refund', 'refund', 'first'],
    [' refund\n', 'refund', 'first'],
    ['"Refund".', 'refund', 'repaired'],
    ['REFUND', 'refund', 'repaired'],
    ['**Label:** card_arrival', 'card arrival', 'repaired'],
    ['Label: refund\n', 'refund', 'repaired'],
    ['The correct category is: Card-Arrival', 'card arrival', 'repaired'],
    ['- `exchange`', 'exchange', 'repaired'],
    ['{"label": "exchange"}', 'exchange', 'repaired'],
    ['```json\n{"reason": "wants money", "label": "refund"}\n```', 'refund', 'repaired'],
    ['["card"]', 'card', 'repaired'],
    ['c++', 'C++', 'repaired'],
    ['refund\n\nThe customer does not want an exchange.', 'refund', 'repaired'],
    ['It could be card or refund, hmm.\nFinal answer: refund', 'refund', 'repaired'],
    ['The customer asks about card arrival.', 'card arrival', 'repaired'],
    ['This is not about an exchange but a refund', 'refund', 'repaired'],
    ['refunt', 'refund', 'repaired'],
    ['card arival', 'card arrival', 'repaired'],
  ])('%j is read', (raw, output, validity) => {
    expect(readLabel(raw, labels)).toEqual({ output, validity })
  })

  it.each([
    ['', 'The answer is empty.'],
    ['refund or exchange', 'The answer names several labels (refund, exchange).'],
    ['banana', '"banana" is none of the labels.'],
    ['not refund', '"not refund" is none of the labels.'],
    ['not card arrival', '"not card arrival" is none of the labels.'],
    ['crad', '"crad" is none of the labels.'],
  ])('%j is asked again', (raw, problem) => {
    expect(readLabel(raw, labels)).toEqual({
      problem: `${problem} Answer with exactly one label: ${labels.join(', ')}.`,
    })
  })

  it('is not guessed where two are near', () => {
    expect(readLabel('order status3', ['order status1', 'order status2'])).toHaveProperty('problem')
    expect(readLabel('order statu', ['order status', 'card arrival'])).toEqual({
      output: 'order status',
      validity: 'repaired',
    })
  })

  it('is not chosen between two that differ in case or marks only', () => {
    expect(readLabel('YES', ['Yes', 'yes'])).toHaveProperty('problem')
    expect(readLabel('+', ['+', '-'])).toEqual({ output: '+', validity: 'first' })
    expect(readLabel('Label: -', ['+', '-'])).toEqual({ output: '-', validity: 'repaired' })
  })

  it('is found in scripts without spaces', () => {
    expect(readLabel('标签是退款。', ['退款', '换货'])).toEqual({ output: '退款', validity: 'repaired' })
  })

  it('is always one of the labels, and the exact text is always read as it is', () => {
    const sets = fc.uniqueArray(
      fc.string({ minLength: 1, maxLength: 12 }).map((text) => text.trim()),
      {
        minLength: 1,
        maxLength: 6,
      },
    )
    fc.assert(
      fc.property(sets, fc.string({ maxLength: 30 }), (known, raw) => {
        const reading = readLabel(raw, known)
        expect('problem' in reading || known.includes(reading.output)).toBe(true)
        for (const label of known.filter((one) => one !== '')) {
          expect(readLabel(` ${label}\n`, known)).toEqual({ output: label, validity: 'first' })
        }
      }),
    )
  })
})
