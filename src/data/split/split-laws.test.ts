import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Example } from '../../contracts/example.ts'
import { DataError } from '../../errors.ts'
import { normaliseText } from '../../text/same-text.ts'
import { type DrawnSplit, type DrawOptions, drawSplit } from './draw-split.ts'
import { trainingSplit } from './training-split.ts'

const exampleRows = fc
  .array(
    fc.record({
      text: fc.constantFrom(
        ...Array.from({ length: 30 }, (_, index) => `Text ${index}`),
        'text 1!',
        'TEXT  2',
      ),
      expected: fc.constantFrom('a', 'b', 'b', 'c', 'c', 'c'),
      group: fc.constantFrom('g1', 'g2', 'g3', 'g4', 'g5'),
      day: fc.integer({ min: 10, max: 28 }),
    }),
    { minLength: 1, maxLength: 80 },
  )
  .map((rows) =>
    rows.map(({ text, expected, group, day }, index): Example => {
      const source = { file: 'a', line: index + 1 }
      return { id: `a:${index + 1}`, input: { text }, expected, group, time: `2026-01-${day}`, source }
    }),
  )

const draws = fc.record({
  share: fc.constantFrom(0.15, 0.2, 0.5),
  by: fc.constantFrom<DrawOptions['by']>('random', 'group', 'time'),
  seed: fc.nat(),
  stratify: fc.boolean(),
  what: fc.constant('A test set'),
})

/** The draw, or undefined where the rows are too few: the one error that may come. */
function tryDraw(rows: Example[], options: DrawOptions): DrawnSplit | undefined {
  try {
    return drawSplit(rows, options)
  } catch (error) {
    if (error instanceof DataError && error.message.includes('cannot be drawn from')) return undefined
    throw error
  }
}

function forEachDraw(check: (split: DrawnSplit, rows: Example[], options: DrawOptions) => void): void {
  fc.assert(
    fc.property(exampleRows, draws, (rows, options) => {
      const split = tryDraw(rows, options)
      if (split !== undefined) check(split, rows, options)
    }),
    { numRuns: 300 },
  )
}

describe('laws of a drawn split', () => {
  test('it is a partition with two parts, both in the order of the rows', () => {
    forEachDraw(({ kept, drawn }, rows) => {
      expect(kept.length).toBeGreaterThan(0)
      expect(drawn.length).toBeGreaterThan(0)
      expect([...kept, ...drawn].toSorted((a, b) => a.source.line - b.source.line)).toEqual(rows)
      for (const part of [kept, drawn]) {
        expect(part).toEqual(part.toSorted((a, b) => a.source.line - b.source.line))
      }
    })
  })

  test('one seed, one split', () => {
    forEachDraw((split, rows, options) => expect(drawSplit([...rows], { ...options })).toEqual(split))
  })

  test('the same text never straddles it', () => {
    forEachDraw(({ kept, drawn }) => {
      const texts = new Set(kept.map((row) => normaliseText(row.input.text)))
      expect(drawn.filter((row) => texts.has(normaliseText(row.input.text)))).toEqual([])
    })
  })

  test('near texts never straddle it, chains of them included', () => {
    const base = 'please tell me where my parcel is now that it has left the depot in'
    const towns = ['Ghent', 'Ghent!', 'Ghent 2', 'Ghent 23', 'Ghent 234', 'Ghent 2345']
    const near = towns.map((town) => `${base} ${town}`)
    for (const by of ['random', 'time'] as const) {
      for (let seed = 0; seed < 20; seed += 1) {
        const far = distinctRows(Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? 'a' : 'b')))
        const rows = [
          ...near.map((text) => ({ text, id: text })),
          ...far.map(({ id }) => ({ text: `${id} ${id}`, id })),
        ].map(({ text, id }, line): Example => ({
          id,
          input: { text },
          expected: line % 2 === 0 ? 'a' : 'b',
          time: `2026-01-${10 + (line % 18)}`,
          source: { file: 'a', line },
        }))
        const { drawn } = drawSplit(rows, { share: 0.2, by, seed, stratify: true, what: 'A test set' })
        expect([0, near.length]).toContain(drawn.filter(({ id }) => near.includes(id)).length)
        expect(drawn.length).toBeGreaterThan(4)
      }
    }
  })

  test('where one chain of near texts holds nearly all rows, only the same text is kept together', () => {
    const rows = Array.from({ length: 40 }, (_, line): Example => {
      const text = `please transfer the whole amount from my savings to my checking account today ${line % 38}`
      return { id: `${line}`, input: { text }, expected: 'a', source: { file: 'a', line } }
    })
    const options: DrawOptions = { share: 0.2, by: 'random', seed: 1, stratify: true, what: 'A test set' }
    const { kept, drawn } = drawSplit(rows, options)
    expect(drawn).toHaveLength(8)
    const texts = new Set(kept.map(({ input }) => input.text))
    expect(drawn.some(({ input }) => texts.has(input.text))).toBe(false)
  })

  test('by group, a group never straddles it', () => {
    forEachDraw(({ kept, drawn }, _, { by }) => {
      const groups = new Set(kept.map((row) => row.group))
      const straddlers = drawn.filter((row) => by === 'group' && groups.has(row.group))
      expect(straddlers).toEqual([])
    })
  })

  test('by time, the latest rows are drawn', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 5000 }), { minLength: 5, maxLength: 60 }),
        (days) => {
          const rows = days.map((day, index): Example => {
            const time = new Date(day * 86_400_000).toISOString()
            return {
              id: `${day}`,
              // Digits alone would make 100 and 1000 near each other.
              input: { text: `${day} text ${day} of ${day}` },
              expected: 'a',
              time,
              source: { file: 'a', line: index },
            }
          })
          const { kept, drawn } = drawSplit(rows, {
            share: 0.2,
            by: 'time',
            seed: 1,
            stratify: true,
            what: 'A test set',
          })
          const latestKept = Math.max(...kept.map((row) => Number(row.id)))
          expect(Math.min(...drawn.map((row) => Number(row.id)))).toBeGreaterThan(latestKept)
          expect(drawn).toHaveLength(Math.max(1, Math.round(days.length * 0.2)))
        },
      ),
    )
  })
})

function distinctRows(labels: readonly string[]): Example[] {
  return labels.map((expected, index) => {
    const source = { file: 'a', line: index + 1 }
    return { id: `a:${index}`, input: { text: `${index} text ${index}` }, expected, source }
  })
}

const labelled = fc.array(fc.constantFrom('a', 'b', 'b', 'c', 'c', 'c', 'c'), {
  minLength: 6,
  maxLength: 200,
})

function countOf(rows: readonly Example[], label: string): number {
  return rows.filter((row) => row.expected === label).length
}

describe('stratified draws', () => {
  const options = (seed: number): DrawOptions => ({
    share: 0.2,
    by: 'random',
    seed,
    stratify: true,
    what: 'A test set',
  })

  test('the size is the share, and every label keeps its share within one row', () => {
    fc.assert(
      fc.property(labelled, fc.nat(), (labels, seed) => {
        const rows = distinctRows(labels)
        const { drawn } = drawSplit(rows, options(seed))
        expect(drawn).toHaveLength(Math.max(1, Math.round(rows.length * 0.2)))
        for (const label of new Set(labels)) {
          const total = countOf(rows, label)
          const expected = (total * drawn.length) / rows.length
          expect(total === 1 ? 0 : Math.abs(countOf(drawn, label) - expected)).toBeLessThan(2)
        }
      }),
    )
  })

  test('a label of one row stays in train', () => {
    const rows = distinctRows([
      ...Array.from({ length: 40 }, () => 'a'),
      ...Array.from({ length: 40 }, () => 'b'),
      'rare',
    ])
    for (let seed = 0; seed < 50; seed += 1) {
      expect(countOf(drawSplit(rows, options(seed)).kept, 'rare')).toBe(1)
    }
  })

  test('another seed is another split', () => {
    const rows = distinctRows(Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? 'a' : 'b')))
    const drawn = new Set(
      [0, 1, 2, 3].map((seed) =>
        drawSplit(rows, options(seed))
          .drawn.map(({ id }) => id)
          .join(),
      ),
    )
    expect(drawn.size).toBe(4)
  })

  test.each<[string, Example[], Partial<DrawOptions>, string]>([
    [
      'one row',
      distinctRows(['a']),
      {},
      'A test set cannot be drawn from 1 row: there are too few different texts.',
    ],
    [
      'one text',
      distinctRows(['a', 'b', 'b']).map((row) => ({ ...row, input: { text: 'same' } })),
      {},
      'A test set cannot be drawn from 3 rows: there are too few different texts.',
    ],
    [
      'one group',
      distinctRows(['a', 'b', 'b']).map((row) => ({ ...row, group: 'g' })),
      { by: 'group' },
      'A test set cannot be drawn from 3 rows: there are too few groups.',
    ],
  ])('%s is too few', (...[, rows, changes, message]) => {
    expect(() => drawSplit(rows, { ...options(1), ...changes })).toThrow(message)
  })
})

describe('takes of a training split', () => {
  test('are nested, stratified and of the size asked for', () => {
    fc.assert(
      fc.property(
        labelled,
        fc.nat(),
        fc.nat({ max: 210 }),
        fc.nat({ max: 210 }),
        (...[labels, seed, one, other]) => {
          const train = distinctRows(labels)
          const split = trainingSplit({ train, validation: [] })
          const [small, large] = [
            split.take(Math.min(one, other), seed),
            split.take(Math.max(one, other), seed),
          ]
          expect(large.train).toHaveLength(Math.min(Math.max(one, other), train.length))
          expect(new Set([...large.train, ...small.train]).size).toBe(large.train.length)
          for (const label of ['b', 'c']) {
            const expected = (countOf(train, label) * large.train.length) / train.length
            expect(Math.abs(countOf(large.train, label) - expected)).toBeLessThan(3)
          }
        },
      ),
    )
  })

  test('one seed, one take; validation and calibration stay', () => {
    const rows = distinctRows(Array.from({ length: 30 }, (_, index) => (index % 3 === 0 ? 'a' : 'b')))
    const split = trainingSplit({
      train: rows.slice(0, 20),
      validation: rows.slice(20, 25),
      calibration: rows.slice(25),
    })
    const take = split.take(8, 7)
    expect(split.take(8, 7).train).toEqual(take.train)
    expect(take.validation).toBe(split.validation)
    expect(take.calibration).toBe(split.calibration)
    expect(take.take(4, 7).train.every((row) => take.train.includes(row))).toBe(true)
  })

  test('answers that never repeat are one stratum', () => {
    const split = trainingSplit({ train: distinctRows(['v', 'w', 'x', 'y', 'z']), validation: [] })
    expect(split.take(3, 1).train).toHaveLength(3)
  })
})
