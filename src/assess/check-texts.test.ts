import { describe, expect, test } from 'vitest'
import { assess, finding, row, rowsOf, splitOf, taskOf } from './assess.fixture.ts'
import { isEmptyText } from './check-empty-texts.ts'
import { cutRows } from './check-truncated.ts'
import { commonLines, commonPrefix, commonSuffix } from './shared-parts.ts'

describe('personal data and keys', () => {
  const report = assess({
    split: splitOf({
      train: [...rowsOf(600), row('write to ann@example.com or bo@example.com'), row('cy@example.com', 'b')],
      test: [...rowsOf(300, 4000), row(`the key is ${'gh'}p_${'a1'.repeat(18)}`)],
    }),
  })
  test('one finding a kind, with rows and values', () => {
    expect(finding(report, 'personal-data-email')).toMatchObject({
      severity: 'warning',
      count: 2,
      message: '2 rows hold what looks like an e-mail address (3 in all).',
    })
    expect(finding(report, 'personal-data-email')?.next).toContain('crossover check --redact')
  })
  test('a key is to be withdrawn', () => {
    expect(finding(report, 'secrets-secret')).toMatchObject({
      count: 1,
      message: '1 row holds what looks like an API key or access token (1 in all).',
    })
    expect(finding(report, 'secrets-secret')?.next).toMatch(/^Withdraw it/u)
  })
})

describe('texts that say nothing', () => {
  test.each(['…', ' - ', 'N/A', '"null"', '(none)', '#REF!'])('%s is empty', (text) => {
    expect(isEmptyText(text)).toBe(true)
  })
  test.each(['no', '7', '👍', 'none of my cards work', '漢'])('%s is not', (text) => {
    expect(isEmptyText(text)).toBe(false)
  })
  test('are named, in inputs and in free answers; a label may be called none', () => {
    const train = [...rowsOf(600), row('???', 'none'), row('a question about shoes', 'N/A')]
    const generation = assess({ task: taskOf('generation'), split: splitOf({ train }) })
    expect(finding(generation, 'empty-inputs')).toMatchObject({ count: 1, severity: 'warning' })
    expect(finding(generation, 'empty-answers')?.count).toBe(2)
    expect(finding(assess({ split: splitOf({ train }) }), 'empty-answers')).toBeUndefined()
  })
})

describe('texts that a limit cut off', () => {
  const cut = (length: number, seed: number): string =>
    `${seed} ${'abcdefg hij '.repeat(100)}`.slice(0, length - 1) + 'x'
  const identity = (text: string): string => text
  const short = ['One.', 'Two and a half.']
  test('two at a usual limit are enough', () => {
    expect(cutRows([...short, cut(255, 1), cut(255, 2)], identity)).toMatchObject({ length: 255 })
    expect(cutRows([...short, cut(255, 1), cut(255, 2)], identity).rows).toHaveLength(2)
  })
  test('at another length it takes five', () => {
    expect(
      cutRows(
        [1, 2].map((seed) => cut(333, seed)),
        identity,
      ).rows,
    ).toEqual([])
    expect(
      cutRows(
        [1, 2, 3, 4, 5].map((seed) => cut(333, seed)),
        identity,
      ).rows,
    ).toHaveLength(5)
  })
  test('sentences that end, copies of one text, and short texts are not cut', () => {
    const ended = [1, 2, 3].map((seed) => `${cut(255, seed).slice(0, -1)}.`)
    expect(cutRows(ended, identity).rows).toEqual([])
    expect(
      cutRows(
        Array.from({ length: 9 }, () => cut(255, 1)),
        identity,
      ).rows,
    ).toEqual([])
    expect(cutRows(['abc', 'abd'], identity).rows).toEqual([])
  })
  test('is a finding', () => {
    const train = [...rowsOf(600), row(cut(256, 1)), row(cut(256, 2), 'b'), row(cut(256, 3))]
    expect(finding(assess({ split: splitOf({ train }) }), 'truncated-inputs')).toMatchObject({
      count: 3,
      message:
        '3 inputs are exactly 256 characters long, the longest there is, and stop inside a sentence: cut off by a limit.',
    })
  })
})

describe('text that most inputs share', () => {
  const texts = Array.from(
    { length: 10 },
    (_, at) => `Dear support team, I have ${at} questions. Sent from my telephone`,
  )
  test('beginning, end, lines; whole words', () => {
    expect(commonPrefix(texts)).toEqual({ text: 'Dear support team, I have ', count: 10 })
    expect(commonSuffix(texts)).toEqual({ text: ' questions. Sent from my telephone', count: 10 })
    expect(commonPrefix(['Dear support team, I say hello', 'Dear support team, I say help me']).text).toBe(
      'Dear support team, I say ',
    )
    expect(commonPrefix(['one text', 'another'])).toEqual({ text: '', count: 0 })
    expect(commonLines(['a\nlanguage: en', 'b\nlanguage: en', 'c\n language: en '])).toEqual([
      { text: 'language: en', count: 3 },
    ])
  })
  test('four in five are enough', () => {
    expect(commonPrefix([...texts.slice(0, 8), 'other', 'texts']).count).toBe(8)
    expect(commonPrefix([...texts.slice(0, 7), 'other', 'texts', 'again']).count).toBe(0)
  })
  test('is a note', () => {
    const with_ = (rows: ReturnType<typeof rowsOf>) =>
      rows.map((one) => row(`Dear support team, today ${one.input.text}`, one.expected))
    const report = assess({
      split: splitOf({
        train: with_(rowsOf(600)),
        validation: with_(rowsOf(20, 2000)),
        test: with_(rowsOf(300, 4000)),
      }),
    })
    expect(finding(report, 'boilerplate')).toMatchObject({
      severity: 'note',
      message: 'Most inputs share text: 100 % begin with "Dear support team, today".',
    })
  })
})

describe('too long for a model, in another language', () => {
  const train = rowsOf(600)
  test('an embedder cuts, and who counted is said', () => {
    const contexts = [
      {
        model: 'local:e',
        role: 'embedding' as const,
        limit: 256,
        countedBy: 'tokenizer' as const,
        over: train.slice(0, 3),
      },
      {
        model: 'local:l',
        role: 'language' as const,
        limit: 8192,
        countedBy: 'characters' as const,
        over: train.slice(0, 1),
      },
    ]
    const { findings } = assess({ texts: { contexts, languages: [] } })
    expect(
      findings
        .filter(({ check }) => check === 'over-long')
        .map(({ severity, message }) => [severity, message]),
    ).toEqual([
      [
        'warning',
        '1 input (0.1 %) is longer than the 8,192 tokens local:l holds. Estimated from characters, four a token: the model is not here to count.',
      ],
      ['note', '3 inputs (0.3 %) lose text: local:e reads the first 256 word pieces.'],
    ])
  })
  test('a language counts from five rows and one in twenty', () => {
    const use = (what: 'train inputs' | 'test inputs', german: number) => ({
      what,
      judged: 100,
      languages: [
        { code: 'en', rows: train.slice(0, 100 - german) },
        ...(german === 0 ? [] : [{ code: 'de', rows: train.slice(0, german) }]),
      ],
    })
    const of = (inTrain: number, inTest: number) =>
      assess({
        texts: { contexts: [], languages: [use('train inputs', inTrain), use('test inputs', inTest)] },
      })
    expect(finding(of(4, 4), 'language-mix')).toBeUndefined()
    expect(finding(of(10, 10), 'language-mix')).toMatchObject({
      severity: 'note',
      count: 10,
      message:
        'The train inputs are in 2 languages: English 90 %, German 10 % (of 100 texts whose language is clear).',
    })
    expect(finding(of(0, 10), 'untrained-language')).toMatchObject({ severity: 'warning', count: 10 })
    expect(finding(of(10, 10), 'untrained-language')).toBeUndefined()
  })
})
