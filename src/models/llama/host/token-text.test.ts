import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tokenText } from './token-text.ts'

/** A tokenizer with one token a byte. */
function bytes(tokens: readonly number[]): string {
  return Buffer.from(tokens).toString('utf8')
}

describe('tokenText', () => {
  it('waits for all bytes of a character', () => {
    const text = tokenText(bytes)
    const pieces = [...Buffer.from('é👍')].map((byte) => text.push(byte))
    expect(pieces).toEqual(['', 'é', '', '', '', '👍'])
    expect(text.rest()).toBe('')
  })

  it('gives up on a broken character instead of waiting for ever', () => {
    const text = tokenText(bytes)
    const pieces = [0xf0, 0x9f].map((byte) => text.push(byte))
    expect(pieces).toEqual(['', ''])
    expect(text.rest()).toBe('\uFFFD')
  })

  it('loses nothing of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (whole) => {
        const text = tokenText(bytes)
        const read = [...Buffer.from(whole)].map((byte) => text.push(byte)).join('') + text.rest()
        expect(read).toBe(Buffer.from(whole).toString('utf8'))
      }),
    )
  })
})
