import { expect, it } from 'vitest'
import type { Example } from '../contracts/example.ts'
import { rewrites } from '../text/rewrite/rewrites.ts'
import { measureConsistency, type AskForm } from './measure-consistency.ts'

const rows = ['Where is the invoice?', 'the printer prints nothing', ''].map((text, at): Example => ({
  id: `${at}`,
  input: { text },
  expected: 'x',
  source: { file: 'rows.jsonl', line: 1 },
}))

/** Answers with whether the text holds a capital, and puts down what it was asked. */
function asker() {
  const asked: [string[], number, number[]][] = []
  const ask = (given: readonly Example[], { sample, demonstrationSeedOf }: AskForm) => {
    const seeds = demonstrationSeedOf === undefined ? [] : given.map((row) => demonstrationSeedOf(row))
    asked.push([given.map(({ input }) => input.text), sample, seeds])
    const answered = given.map((row) => {
      if (seeds.length > 0) return { row, prediction: { output: 'reordered', validity: 'first' as const } }
      const output = /[A-Z]/u.test(row.input.text) ? 'capital' : 'none'
      return { row, prediction: { output, validity: 'first' as const } }
    })
    return Promise.resolve({ answered, failed: [], kept: 0 })
  }
  return { asked, ask }
}

const request = { kind: 'classification', seed: 1, rewrites, rows, reorders: false } as const

it('asks each input again and in each form that differs, the same form for the same seed', async () => {
  const { asked, ask } = asker()
  const found = await measureConsistency({ ...request, asks: 2, ask })
  expect(asked.map(([texts, sample]) => [texts.length, sample])).toEqual([
    [3, 0],
    [3, 1],
    // Typos and white space of two rows, lower case of one, end marks of two: an empty text has no other form.
    [7, 0],
  ])
  expect(found.rewrites.map(({ name, inputs, changed }) => [name, inputs, changed])).toEqual([
    ['typos', 2, 0],
    ['lower case', 1, 1],
    ['white space', 2, 0],
    ['end mark', 2, 0],
  ])
  expect([found.agreement?.value, found.flips?.value]).toEqual([1, 1 / 7])
  const again = asker()
  await measureConsistency({ ...request, asks: 2, ask: again.ask })
  expect(again.asked).toEqual(asked)
})

it('leaves out what was not answered, and an input that has no other form', async () => {
  const { ask } = asker()
  const failing: typeof ask = async (given, form) => {
    const { answered } = await ask(given, form)
    return { answered: answered.filter(({ row }) => !row.id.startsWith('0')), failed: [], kept: 0 }
  }
  const found = await measureConsistency({ ...request, asks: 1, ask: failing })
  expect([found.inputs, found.agreement, found.flips?.value]).toEqual([1, undefined, 0])
})

it('shows the demonstrations of every input in another order, by a seed of its own', async () => {
  const { asked, ask } = asker()
  const reordering = { ...request, rewrites: [], reorders: true, asks: 1, ask }
  const found = await measureConsistency(reordering)
  expect(found.showsDemonstrations).toBe(true)
  expect(found.rewrites).toMatchObject([{ name: 'order of demonstrations', inputs: 3, changed: 3 }])
  expect(found.worst[0]?.changed).toEqual([{ rewrite: 'order of demonstrations', output: 'reordered' }])
  const seeds = asked.at(-1)?.[2] ?? []
  expect(new Set(seeds).size).toBe(3)
  await measureConsistency(reordering)
  expect(asked.at(-1)?.[2]).toEqual(seeds)
  expect((await measureConsistency({ ...reordering, reorders: false })).showsDemonstrations).toBe(false)
})
