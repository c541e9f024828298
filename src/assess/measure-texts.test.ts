import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { row, rowsOf, taskOf } from './assess.fixture.ts'
import { measureContexts } from './measure-contexts.ts'
import { measureLanguages } from './measure-languages.ts'

const { models } = taskOf()
const long = row('word '.repeat(300))
const longer = row('many words '.repeat(4000))

describe('what is longer than a model reads', () => {
  test('is estimated from characters where no model is there', async () => {
    const rows = [...rowsOf(5), long, longer]
    const [embedding, language] = (await measureContexts({ models, rows })).toSorted((a, b) =>
      a.role < b.role ? -1 : 1,
    )
    expect(embedding).toMatchObject({ limit: 256, countedBy: 'characters', over: [long, longer] })
    expect(language).toMatchObject({ limit: 8192, countedBy: 'characters', over: [longer] })
  })
  test('the tokenizer of a language model is asked only for texts of more bytes than its context has tokens', async () => {
    const asked: string[] = []
    const countTokens = (_: string, text: string) => {
      asked.push(text)
      return Promise.resolve(8001)
    }
    const uses = await measureContexts({ models, rows: [...rowsOf(5), long, longer], countTokens })
    expect(asked).toEqual([longer.input.text])
    expect(uses.find(({ role }) => role === 'language')).toMatchObject({ countedBy: 'tokenizer', over: [] })
  })

  const home = process.env['CROSSOVER_TEST_HOME'] ?? ''
  test.skipIf(!existsSync(home))('word pieces are counted by the tokenizer itself', async () => {
    // 254 pieces and two marks fit; "hello" is one piece, "hellooo" several.
    const fits = row('hello '.repeat(254).trim())
    const cut = row('hello '.repeat(255).trim())
    const pieces = row('antidisestablishmentarianism '.repeat(60).trim())
    const uses = await measureContexts({ models, rows: [fits, cut, pieces], home })
    expect(uses.find(({ role }) => role === 'embedding')).toMatchObject({
      countedBy: 'tokenizer',
      over: [cut, pieces],
    })
  })
})

describe('languages', () => {
  test('are told apart on sentences; what is short or no prose is not judged', async () => {
    const german = row('Meine Karte ist seit drei Wochen nicht angekommen und niemand antwortet mir.')
    const english = row('My card has not arrived for three weeks and nobody answers my messages.')
    const neither = [row('ok'), row("inform(name='buena vista motor inn';area='fort mason';id=4)")]
    const [train, test_] = await measureLanguages(
      { train: [german, english, ...neither], validation: [], test: [english] },
      'classification',
    )
    expect(train?.judged).toBe(2)
    expect(train?.languages.map(({ code }) => code).toSorted()).toEqual(['de', 'en'])
    expect(test_?.languages).toEqual([{ code: 'en', rows: [english] }])
  })
  test('one name in many texts is one wrong guess, not many', async () => {
    const texts = Array.from({ length: 30 }, (_, at) => row(`text ${at} of the first kind`))
    const named = ['is near', 'has a phone', 'is cheap'].map((end) =>
      row(`the red lamp bed and breakfast house ${end}`),
    )
    const detect = (text: string): string => (text.includes('red lamp') ? 'et' : 'en')
    const split = { train: [...texts, ...named], validation: [], test: [] }
    const [train] = await measureLanguages(split, 'classification', detect)
    expect(train?.judged).toBe(33)
    expect(train?.languages.map(({ code, rows }) => [code, rows.length])).toEqual([
      ['en', 30],
      ['et', 1],
    ])
  })
})
