import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Example } from '../../contracts/example.ts'
import type { ChatMessage } from '../../contracts/model.ts'
import type { Task } from '../../contracts/task.ts'
import { trainingSplit } from '../../data/split/training-split.ts'
import { instructed } from './instructed.ts'
import { searchBench } from './search/search-bench.fixture.ts'

let close: () => void = () => undefined
afterEach(() => close())

/** What the model is asked about `input` by a candidate fitted on these rows, and the folder of the task. */
async function promptFor(given: { train: Example[]; input: string; answer: string; task?: Partial<Task> }) {
  const asked: ChatMessage[][] = []
  const bench = searchBench({
    answer(messages) {
      asked.push(messages)
      return given.answer
    },
    ...(given.task === undefined ? {} : { task: given.task }),
  })
  close = () => bench.close()
  const [spec] = instructed.specs(bench.task)
  if (spec === undefined) throw new RangeError('no spec')
  const split = trainingSplit({ train: given.train, validation: [] })
  const candidate = await bench.fit(instructed, spec, split)
  const predictor = await instructed.open(candidate, bench.context)
  await predictor.predict({ input: { text: given.input }, signal: bench.context.signal })
  await predictor.close()
  return { system: asked[0]?.[0]?.content ?? '', folder: bench.task.folder }
}

function rowOf(text: string, expected: string, index: number): Example {
  return { id: `${expected}-${index}`, input: { text }, expected, source: { file: 'rows.jsonl', line: 1 } }
}

const starts = [
  'please look at the',
  'trouble with the',
  'today the',
  'since monday the',
  'nobody can use the',
  'what is it with the',
]
const tickets = [
  ...starts.map((start, index) => rowOf(`${start} card reader`, 'till', index)),
  ...starts.map((start, index) => rowOf(`${start} barcode label`, 'stock', index)),
]

describe('prompt/instructed', () => {
  it('says of each label what it speaks of, and writes its prompt down to be edited', async () => {
    const { system, folder } = await promptFor({ train: tickets, input: 'the reader', answer: 'till' })
    expect(system).toMatch(/^- till: speaks of .*card reader/mu)
    expect(system).toMatch(/^- stock: speaks of .*; ".*barcode label"$/mu)
    const file = readFileSync(join(folder, 'prompts', 'instructed.liquid'), 'utf8')
    expect(file).toContain('{% for label in definitions -%}')
  })

  it("shows the task file's definition where there is one", async () => {
    const task = { labels: { till: 'paying in the shop' } }
    const { system } = await promptFor({ train: tickets, input: 'the reader', answer: 'till', task })
    expect(system).toMatch(/^- till: paying in the shop$/mu)
    expect(system).toMatch(/^- stock: speaks of/mu)
  })

  it('says of each field how its values look', async () => {
    const train = ['Utrecht', 'Lagos', 'Quito', 'Turin', 'Oslo', 'Lima', 'Cork', 'Namur'].map(
      (place, index) =>
        rowOf(
          `They meet. The law of ${place} governs this deal. They drink tea.`,
          JSON.stringify({ law: `The law of ${place} governs this deal.` }),
          index,
        ),
    )
    const { system } = await promptFor({
      train,
      input: 'No law.',
      answer: '{}',
      task: { kind: 'extraction' },
    })
    expect(system).toMatch(/^- law often speaks of .*: "The law of \w+ governs this deal\."$/mu)
  })

  it('says how texts are written', async () => {
    const train = Array.from({ length: 24 }, (_, index) =>
      rowOf(`name: Lamp ${index}`, `The Lamp ${index} lights your evening. You may read by it.`, index),
    )
    const { system } = await promptFor({
      train,
      input: 'name: Lamp',
      answer: 'A lamp.',
      task: { kind: 'generation' },
    })
    expect(system).toContain('- Write 2 sentences.\n')
    expect(system).toContain('- Speak to the reader as "you".\n')
    expect(system.endsWith('Answer with the text alone.')).toBe(true)
  })

  it("tells the task's rules of a text in place of those measured", async () => {
    const train = Array.from({ length: 24 }, (_, index) =>
      rowOf(`name: Lamp ${index}`, 'A lamp to read by.', index),
    )
    const given = { train, input: 'name: Lamp', answer: 'A lamp.' }
    const task: Partial<Task> = { kind: 'generation', rules: { maxWords: 12, forbidden: ['cheap'] } }
    const { system } = await promptFor({ ...given, task })
    expect(system).toContain('- Write 5 to 12 words.\n')
    expect(system).toContain('- Do not write "cheap".\n')
  })
})
