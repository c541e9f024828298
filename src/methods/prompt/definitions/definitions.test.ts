import { describe, expect, it } from 'vitest'
import { labelConfusions } from './label-confusions.ts'
import { learnFields } from './learn-fields.ts'
import { learnLabels } from './learn-labels.ts'
import { learnStyle } from './learn-style.ts'
import { shortQuote } from './short-quote.ts'
import { distinctWords, tellingWords } from './telling-words.ts'

/** Texts about one thing, each in other words around it. */
const around = [
  'please look at the',
  'we have trouble with the',
  'today the',
  'since monday the',
  'nobody can use the',
  'what is it with the',
]
const about = (thing: string) => around.map((start) => `${start} ${thing}`)
const groups = new Map([
  ['till', about('card reader')],
  ['stock', about('barcode label')],
  ['diary', about('calendar page')],
])
const rows = [...groups].flatMap(([expected, texts]) => texts.map((text) => ({ input: { text }, expected })))

describe('tellingWords', () => {
  it('finds what one group says and the others do not, and never what all say', () => {
    const words =
      tellingWords(groups)
        .get('till')
        ?.map(({ word }) => word) ?? []
    expect(words).toEqual(expect.arrayContaining(['card', 'reader', 'card reader']))
    expect(words).not.toContain('the')
    expect(words).not.toContain('please')
  })

  it('has the z score of Monroe, Colaresi and Quinn', () => {
    // "x" is in 3 of a's texts and in none of b's; each text has one feature. Prior: a tenth of 6, 0.6 · 3/6 = 0.3.
    // δ = ln(3.3 / (3.6 − 3.3)) − ln(0.3 / (3.6 − 0.3)); z = δ / √(1/3.3 + 1/0.3).
    const pair = new Map([
      ['a', ['xx', 'xx', 'xx']],
      ['b', ['yy', 'yy', 'yy']],
    ])
    const delta = Math.log(3.3 / 0.3) - Math.log(0.3 / 3.3)
    const [found] = tellingWords(pair, 0).get('a') ?? []
    expect(found?.word).toBe('xx')
    expect(found?.z).toBeCloseTo(delta / Math.sqrt(1 / 3.3 + 1 / 0.3), 12)
  })

  it('leaves out a word that one text alone repeats, numbers, and pairs with a common word', () => {
    const more = new Map([...groups, ['till', [...about('card reader'), 'gizmo gizmo gizmo 4711 4711']]])
    const words =
      tellingWords(more, 0)
        .get('till')
        ?.map(({ word }) => word) ?? []
    expect(words).not.toContain('gizmo')
    expect(words).not.toContain('4711')
    expect(words).not.toContain('the card')
  })

  it('names a thing once', () => {
    const words = ['card reader', 'card', 'drawer'].map((word, at) => ({ word, z: 9 - at }))
    expect(distinctWords(words, 5)).toEqual(['card reader', 'drawer'])
  })
})

describe('labelConfusions', () => {
  it('tells apart what words tell apart, each row judged by the others', () => {
    const { predicted, rivals } = labelConfusions(
      rows.map(({ input, expected }) => ({ text: input.text, label: expected })),
    )
    expect(predicted).toEqual(rows.map(({ expected }) => expected))
    expect(rivals.size).toBe(0)
  })

  it('names the label that shares its words', () => {
    const mixed = [
      ...about('card reader').map((text) => ({ text, label: 'till' })),
      ...about('card terminal').map((text) => ({ text, label: 'till' })),
      ...about('card reader bill').map((text) => ({ text, label: 'billing' })),
      ...about('card reader')
        .slice(0, 3)
        .map((text) => ({ text: `${text} too`, label: 'billing' })),
      ...about('calendar page of a diary').map((text) => ({ text, label: 'diary' })),
    ]
    const { rivals } = labelConfusions(mixed)
    expect(rivals.get('till')).toBe('billing')
    expect(rivals.get('billing')).toBe('till')
    expect(rivals.has('diary')).toBe(false)
  })
})

describe('learnLabels', () => {
  it('says what each label speaks of, with short typical inputs', () => {
    const [diary, , till] = learnLabels(['diary', 'stock', 'till'], rows, {})
    expect(till?.words.split(', ')).toContain('card reader')
    expect(till?.examples.every((text) => text.includes('card reader'))).toBe(true)
    expect(diary?.examples).toHaveLength(1)
    expect(diary?.definition).toBe('')
  })

  it("lets the task file's definition win", () => {
    const [till] = learnLabels(['till'], rows, { till: 'paying in the shop' })
    expect(till).toMatchObject({ definition: 'paying in the shop', words: '', examples: [] })
  })

  it('keeps a label that no row has', () => {
    expect(learnLabels(['new'], rows, {})).toEqual([
      { name: 'new', definition: '', words: '', examples: [], rival: '', rivalWords: '' },
    ])
  })

  it('says less of each of many labels', () => {
    const many = Array.from({ length: 40 }, (_, index) => `label${index}`)
    const [till] = learnLabels(['till', ...many], rows, {})
    expect(till?.examples).toEqual([])
    expect(till?.words).not.toBe('')
  })

  it('does not depend on the order of rows', () => {
    expect(learnLabels(['diary', 'stock', 'till'], rows.toReversed(), {})).toEqual(
      learnLabels(['diary', 'stock', 'till'], rows, {}),
    )
  })
})

describe('learnFields', () => {
  const contracts = ['Utrecht', 'Lagos', 'Quito', 'Turin', 'Oslo', 'Lima', 'Cork', 'Bergen', 'Namur'].map(
    (place) => ({
      input: {
        text: `The parties meet often. The law of ${place} governs this deal. It ends after two years. They drink tea.`,
      },
      expected: JSON.stringify({
        law: [`The law of ${place} governs this deal.`],
        term: 'It ends after two years.',
        kind: 'deal',
      }),
    }),
  )

  it('tells words of each field from the others and from the rest, with one value', () => {
    const [law, term] = learnFields(contracts, {})
    expect(law?.words).toContain('law')
    expect(law?.words).not.toContain('tea')
    expect(law?.example).toBe('The law of Lagos governs this deal.')
    expect(term?.words).toContain('years')
  })

  it("lets the schema's own description win, and leaves listed choices alone", () => {
    const schema = {
      type: 'object',
      properties: {
        law: { description: 'Which law governs.', type: 'array', items: { type: 'string' } },
        kind: { type: 'string', enum: ['deal'] },
      },
    }
    const notes = learnFields(contracts, schema)
    expect(notes.map(({ name }) => name)).toEqual(['law', 'term'])
    expect(notes[0]).toMatchObject({ words: '', example: 'The law of Lagos governs this deal.' })
  })

  it('finds fields inside lists of objects', () => {
    const nested = [1, 2].map((value) => ({
      input: { text: 'x' },
      expected: JSON.stringify({ items: [{ price: value }] }),
    }))
    expect(learnFields(nested, {})).toEqual([{ name: 'items.price', words: '', example: '1' }])
  })
})

describe('learnStyle', () => {
  const copy = Array.from({ length: 24 }, (_, index) => ({
    input: { text: `name: Lamp ${index}\nprice: £${index + 10}` },
    expected: `Meet the Lamp ${index} and your evening turns kind. You will read by it until the cat objects.`,
  }))

  it('measures length, first word, person, signs and facts', () => {
    const rules = learnStyle(copy)
    expect(rules).toEqual(
      expect.arrayContaining([
        'Write 2 sentences.',
        'Begin with "Meet".',
        'Speak to the reader as "you".',
        'Do not write "we" or "our".',
        'Name the name word for word.',
      ]),
    )
    expect(rules.find((rule) => rule.startsWith('Never use'))).toContain('"!"')
    expect(rules.join(' ')).not.toContain('price')
  })

  it('forbids nothing on the word of a few answers', () => {
    expect(learnStyle(copy.slice(0, 5)).some((rule) => rule.startsWith('Never'))).toBe(false)
  })

  it('has no rules without answers', () => {
    expect(learnStyle([])).toEqual([])
  })
})

describe('shortQuote', () => {
  it('cuts after a whole word and says so', () => {
    expect(shortQuote('one  two\nthree', 20)).toBe('one two three')
    expect(shortQuote('one two, three four', 11)).toBe('one two …')
  })
})
