import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkTextRules } from './check-text-rules.ts'
import { describeTextRules } from './describe-text-rules.ts'
import { inferTextRules } from './infer-text-rules.ts'
import { readText } from './read-text.ts'
import { hasMarkdown } from './text-rules.ts'
import { unicodeWords } from './unicode-words.ts'

it('words are runs of letters and digits, in scripts without spaces those of the dictionary', () => {
  expect(unicodeWords("Don't stop: 2 Größen")).toEqual(['don', 't', 'stop', '2', 'größen'])
  expect(unicodeWords('これはテストです')).toEqual(['これ', 'は', 'テスト', 'です'])
  expect(unicodeWords(' … ')).toEqual([])
})

describe('a text', () => {
  it.each([
    ['A light jacket.', 'A light jacket.', 'first'],
    ['  A light jacket.\n', 'A light jacket.', 'first'],
    ['Here is the description:\n\nA light jacket.', 'A light jacket.', 'repaired'],
    ["Sure! Here's a short text for you:\nA light jacket.", 'A light jacket.', 'repaired'],
    ['Certainly!\n"A light jacket."', 'A light jacket.', 'repaired'],
    ['“A light jacket.”', 'A light jacket.', 'repaired'],
    ['```text\nA light jacket.\n```', 'A light jacket.', 'repaired'],
    ['"Light" and "warm"', '"Light" and "warm"', 'first'],
    ['Here is a jacket for rain.', 'Here is a jacket for rain.', 'first'],
    ['Sure to please: a jacket.', 'Sure to please: a jacket.', 'first'],
    ['Of course, this jacket is warm.\nAnd light.', 'Of course, this jacket is warm.\nAnd light.', 'first'],
  ])('%j is read', (raw, output, validity) => {
    expect(readText(raw)).toEqual({ output, validity })
  })

  it.each(['', ' \n', '```\n```', 'Here is the text:\n\n'])('%j is asked again', (raw) => {
    expect(readText(raw)).toHaveProperty('problem')
  })

  it('is read the same when it is read again', () => {
    fc.assert(
      fc.property(fc.string(), (raw) => {
        const once = readText(raw)
        const again = 'output' in once ? readText(once.output) : once
        expect(again).toEqual('output' in once ? { ...once, validity: 'first' } : once)
      }),
    )
  })
})

describe('rules of form', () => {
  it('are broken one by one, with the figures', () => {
    const rules = {
      minWords: 5,
      maxCharacters: 10,
      maxSentences: 1,
      mustInclude: ['Rain', 'wind'],
      forbidden: ['cheap', '!'],
      pattern: '^A',
      noMarkdown: true,
    }
    expect(checkTextRules('The **rain**. So cheap!', rules)).toEqual([
      { rule: 'minWords', message: 'It has 4 words, fewer than 5.' },
      { rule: 'maxCharacters', message: 'It has 23 characters, more than 10.' },
      { rule: 'maxSentences', message: 'It has 2 sentences, more than 1.' },
      { rule: 'mustInclude', message: 'It lacks "wind".' },
      { rule: 'forbidden', message: 'It has "cheap".' },
      { rule: 'forbidden', message: 'It has "!".' },
      { rule: 'pattern', message: 'It does not match ^A.' },
      { rule: 'noMarkdown', message: 'It has Markdown in it.' },
    ])
    expect(checkTextRules('A cheaper one', { forbidden: ['cheap'] })).toEqual([])
  })

  it.each(['# A', '- a', ' 1. a', '| a | b |', '```', 'a **b** c', '__a__', '[a](b)', '`a`'])(
    '%j is Markdown',
    (text) => {
      expect(hasMarkdown(text)).toBe(true)
    },
  )

  it.each(['a - b', '5 * 3 * 2', 'snake_case_name', '[a] (b)', 'No. 1. a', '#1', '['.repeat(100_000)])(
    'plain text is none',
    (text) => {
      expect(hasMarkdown(text)).toBe(false)
    },
  )

  it('inferred from answers keep the middle 95 % of them', () => {
    const answers = Array.from({ length: 100 }, (_, at) =>
      Array.from({ length: at + 1 }, () => 'word').join(' '),
    )
    // Two of a hundred are left out at each end: floor(.025 · 100).
    expect(inferTextRules(answers)).toEqual({
      minWords: 3,
      maxWords: 98,
      maxCharacters: 98 * 5 - 1,
      minSentences: 1,
      maxSentences: 1,
      noMarkdown: true,
    })
    expect(inferTextRules([])).toEqual({})
  })

  it('inferred from a few answers are kept by all of them', () => {
    const texts = fc.array(fc.string({ maxLength: 60 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(texts, (answers) => {
        const rules = inferTextRules(answers)
        for (const answer of answers) expect(checkTextRules(answer, rules)).toEqual([])
      }),
    )
  })

  it('are said in sentences', () => {
    expect(
      describeTextRules({ minWords: 30, maxWords: 55, minSentences: 2, maxSentences: 2, noMarkdown: true }),
    ).toEqual(['Write 30 to 55 words.', 'Write 2 sentences.', 'Write plain text without Markdown.'])
  })
})
