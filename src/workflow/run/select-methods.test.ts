import { expect, test } from 'vitest'
import { taskFileSchema, type Task } from '../../contracts/task.ts'
import { selectMethods } from './select-methods.ts'

function taskOf(methods: string[]): Task {
  const file = taskFileSchema.parse({
    name: 'desk',
    kind: 'classification',
    data: { train: 'train.jsonl' },
    success: { quality: { metric: 'accuracy', atLeast: 0.5 } },
    methods,
  })
  return { ...file, path: '/tasks/task.yaml', folder: '/tasks', defaults: [] }
}

const kindsOf = (methods: string[], llm = true) =>
  selectMethods(taskOf(methods), { llm }).selected.map(({ kind }) => kind)

test('families and kinds may be mixed; the floor and recorded answers always take part, fast ones first', () => {
  expect(kindsOf(['tune', 'prompt/zero-shot'])).toEqual([
    'baseline/majority',
    'tune/head',
    'prompt/zero-shot',
    'tune/encoder',
    'tune/lora',
    'tune/hosted',
    'recorded',
  ])
  expect(kindsOf(['baseline', 'baseline/ngram-linear'])).toEqual([
    'baseline/majority',
    'baseline/nearest-neighbour',
    'baseline/ngram-linear',
    'recorded',
  ])
})

test('without language models the prompts are left out by name, recorded answers stay', () => {
  const { selected, notMeasured } = selectMethods(taskOf(['prompt']), { llm: false })
  expect(selected.map(({ kind }) => kind)).toEqual(['baseline/majority', 'recorded'])
  expect(notMeasured.map(({ name }) => name)).toContain('prompt/retrieved')
  expect(notMeasured.every(({ name }) => name.startsWith('prompt/'))).toBe(true)
  expect(new Set(notMeasured.map(({ reason }) => reason))).toEqual(new Set(['left out by --no-llm']))
})

test('what runs a language model or is trained in Python is left out with the prompts', () => {
  const { selected, notMeasured } = selectMethods(taskOf(['tune']), { llm: false })
  expect(selected.map(({ kind }) => kind)).toEqual(['baseline/majority', 'tune/head', 'recorded'])
  expect(notMeasured.map(({ name }) => name)).toEqual(['tune/encoder', 'tune/lora'])
})

test('a family without a method yet is not measured, and no error', () => {
  expect(selectMethods(taskOf(['hybrid']), { llm: true }).notMeasured.map(({ name }) => name)).toEqual([
    'hybrid',
  ])
})

test('a name that is neither is refused with the nearest', () => {
  expect(() => kindsOf(['tune/haed'])).toThrow(
    '/tasks/task.yaml: methods has "tune/haed", which is no method of this version.',
  )
  expect(() => kindsOf(['tune/haed'])).toThrow(
    expect.objectContaining({ hint: expect.stringContaining('Did you mean tune/head?') as string }),
  )
})
