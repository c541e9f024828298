import { describe, expect, it } from 'vitest'
import { labelTokeniser } from './label-tokens.ts'

describe('labelTokeniser', () => {
  it('ends each label with the terminator and tokenises it once', () => {
    const asked: string[] = []
    const tokenise = labelTokeniser({
      terminator: 2,
      tokenise: (text) => {
        asked.push(text)
        return [...Buffer.from(text)]
      },
    })
    tokenise(['ab', 'c'])
    expect(tokenise(['c'])).toEqual([{ label: 'c', tokens: [99, 2] }])
    expect(asked).toEqual(['ab', 'c'])
  })

  it('refuses labels that the model cannot tell apart', () => {
    const tokenise = labelTokeniser({ terminator: 2, tokenise: (text) => [text.length] })
    expect(() => tokenise(['ab', 'cd'])).toThrow('The labels "ab" and "cd" are the same to the model.')
  })
})
