import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Example } from '../../src/contracts/example.ts'
import type { Method } from '../../src/contracts/method.ts'
import { taskFileSchema, type Task } from '../../src/contracts/task.ts'
import type { Trainer } from '../../src/contracts/trainer.ts'
import { trainingSplit } from '../../src/data/split/training-split.ts'
import { canonicalJson } from '../../src/text/canonical-json.ts'
import { methodOf, methods } from '../../src/methods/registry.ts'
import type { createModelPool, SharedModelPool } from '../../src/models/pool.ts'
import { engineFolder, thisMachine } from '../../src/models/engines/engine-folder.ts'
import { engineFacts } from '../../src/models/engines/engines.data.ts'
import { openTrainer } from '../../src/models/trainer/open-trainer.ts'
import { freshHome, needsModels, temporaryFolder, testHome } from '../cli/crossover.ts'
import { libraryDesk } from '../cli/library-desk.data.ts'
import { deskRows, jsonLines, type FileRow } from '../cli/task-folder.ts'
import { describeMethod, type FrozenAnswer } from './method.ts'

const frozenSchema = z.object({
  answers: z.record(z.string(), z.object({ output: z.string(), asked: z.string().optional() })),
})

/** A prompt of one's own, with examples. */
const shortPrompt = `Which desk? {% for label in labels %}{{ label.name }} {% endfor %}
{%- for demonstration in demonstrations %}
=== user
{{ demonstration.input }}
=== assistant
{{ demonstration.output }}
{%- endfor %}
=== user
{{ input }}
`

/** With the trainer only those that need it are tested: the rest is in `npm test`. */
const hasTrainer = process.env['CROSSOVER_TEST_TRAINER'] === '1'

const split = trainingSplit({
  train: deskRows({ count: 12 }).map(exampleOf),
  validation: deskRows({ from: 12, count: 3 }).map(exampleOf),
})
const testRows = deskRows({ from: 20, count: 4 })

describe.skipIf(testHome === undefined)(`every method (${needsModels})`, () => {
  const home = testHome === undefined ? '' : freshHome()
  const task = taskFor(temporaryFolder())
  let pool: SharedModelPool | undefined
  beforeAll(async () => {
    // The built program's pool: the process of the language model is there only once it is built.
    const built = new URL('../../dist/models/pool.js', import.meta.url)
    const module = (await import(built.href)) as { createModelPool: typeof createModelPool }
    pool = module.createModelPool({ home })
  })
  afterAll(() => pool?.close())
  const openPool = () => {
    if (pool === undefined) throw new RangeError('the pool is not open')
    return pool
  }

  // Some are for other kinds of task, or need what this one has not: a folder of documents, prompts of its own.
  // What is trained in Python has `npm run test:trainer`; a language model trained five times over would take too long there.
  const here = methods.filter(
    ({ needs = [] }) =>
      needs.includes('trainer') === hasTrainer && !(hasTrainer && needs.includes('language-model')),
  )
  for (const method of here.filter((one) => one.kinds.includes(task.kind) && one.specs(task).length > 0))
    describeMethod({
      method,
      trainer: hasTrainer ? () => freshTrainer(home) : undefined,
      task,
      split,
      rows: testRows.map(exampleOf),
      pool: openPool,
      frozen: (answers) => frozenAnswers(method, answers, testRows),
    })

  // What prompts make of an extraction has tests of its own: asking a language model for a text takes long.
  const notes = notesOf({ from: 20, count: 4 })
  for (const method of here.filter(
    (one) => one.family === 'tune' && one.kinds.includes('extraction') && one.specs(task).length > 0,
  ))
    describeMethod({
      method,
      task: { ...task, ...notesTask },
      split: trainingSplit({
        train: notesOf({ from: 0, count: 16 }),
        validation: notesOf({ from: 16, count: 4 }),
      }),
      rows: notes,
      pool: openPool,
      frozen: (answers) => frozenAnswers(method, answers, notes),
    })
})

describe('the registry', () => {
  it('has each kind once, under its family or as recorded', () => {
    expect(new Set(methods.map(({ kind }) => kind)).size).toBe(methods.length)
    for (const { kind, family } of methods) expect([family, 'recorded']).toContain(kind.split('/')[0])
  })

  it('names what it has when asked for a kind it has not', () => {
    expect(() => methodOf('tune/else')).toThrow('This crossover has no method "tune/else".')
  })
})

/** The real trainer, in a folder where nothing was trained. */
function freshTrainer(home: string): Trainer {
  const { version } = engineFacts.trainer
  const engine = { name: 'trainer', folder: engineFolder('trainer', home, thisMachine), version } as const
  const folder = temporaryFolder()
  return openTrainer({ engine, folder, cache: join(folder, 'bases') })
}

/** A change of output needs a change of recipe version: another file is compared then, and the old one stays. */
function frozenAnswers(
  { kind, recipeVersion }: Method,
  now: FrozenAnswer[],
  rows: readonly { id: string }[],
): FrozenAnswer[] {
  const path = new URL(
    `../fixtures/methods/${kind.replace('/', '-')}.v${recipeVersion}.json`,
    import.meta.url,
  )
  if (!existsSync(path)) {
    if (process.env['CI'] !== undefined) throw new Error(`${path.pathname} is not committed.`)
    const answers = Object.fromEntries(rows.map(({ id }, index) => [id, now[index]]))
    writeFileSync(path, `${JSON.stringify({ kind, recipeVersion, answers }, null, 2)}\n`)
  }
  const { answers } = frozenSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  return rows.map(({ id }) => {
    const { output, asked } = answers[id] ?? { output: '' }
    return asked === undefined ? { output } : { output, asked }
  })
}

function taskFor(folder: string): Task {
  const answers = testRows.map(({ id, input, output }) => ({
    id,
    input,
    output,
    latencyMs: 5,
    confidence: 0.9,
  }))
  writeFileSync(join(folder, 'answers.jsonl'), jsonLines(answers))
  mkdirSync(join(folder, 'prompts'))
  writeFileSync(join(folder, 'prompts', 'short.liquid'), shortPrompt)
  const file = taskFileSchema.parse({
    name: 'library-desk',
    kind: 'classification',
    description: 'Who at the library answers this message?',
    data: { train: 'train.jsonl' },
    labels: { rooms: 'halls, rooms and what is in them' },
    success: { quality: { metric: 'accuracy', atLeast: 0.5 } },
    prompts: ['short'],
    recorded: [{ name: 'other-tool', family: 'prompt', file: 'answers.jsonl' }],
  })
  return { ...file, path: join(folder, 'task.yaml'), folder, defaults: [] }
}

/** The kind of the task that notes are for: what of it goes to whom, word for word. */
const notesTask = { kind: 'extraction' } as const

/** Three messages on one numbered sheet; the answer copies those about loans and rooms. */
function notesOf({ from, count }: { from: number; count: number }): Example[] {
  return Array.from({ length: count }, (_, at) => {
    const loans = libraryDesk.loans[from + at] ?? ''
    const rooms = libraryDesk.rooms[from + at] ?? ''
    const text = [loans, libraryDesk.membership[from + at] ?? '', rooms]
      .map((message, line) => `${line + 1}. ${message}`)
      .join('\n')
    const expected = canonicalJson({ loans: [loans], rooms: [rooms] })
    return {
      id: `note-${from + at + 1}`,
      input: { text },
      expected,
      source: { file: 'notes.jsonl', line: at + 1 },
    }
  })
}

function exampleOf({ id, input, output }: FileRow, index: number): Example {
  return { id, input: { text: input }, expected: output, source: { file: 'desk.jsonl', line: index + 1 } }
}
