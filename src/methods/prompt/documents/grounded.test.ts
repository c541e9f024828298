import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { taskFileSchema } from '../../../contracts/task.ts'
import { documentBench, type Script } from './documents.fixture.ts'
import { groundAnswer } from './ground-answer.ts'
import { grounded } from './grounded.ts'

const task = {
  kind: 'generation',
  success: { quality: { metric: 'chrF', atLeast: 0.5 } },
  data: { train: 'train.jsonl', knowledge: 'knowledge' },
  models: { language: ['test:words'], contextTokens: 2048 },
}
const train = [
  { input: 'When does the pool open?', output: 'The pool opens at 7.' },
  { input: 'What does parking cost?', output: 'Parking costs 3 euro a day.' },
]

function bench(script: Script) {
  const made = documentBench({ method: grounded, task, train, script })
  const folder = join(made.task.folder, 'knowledge')
  mkdirSync(folder)
  writeFileSync(
    join(folder, 'sauna.md'),
    '# Sauna\n\nThe sauna opens at 15 and closes at 22. It is closed on Mondays.\n\n# Towels\n\nA towel costs 4 euro.\n',
  )
  writeFileSync(
    join(folder, 'pets.txt'),
    `Dogs stay outside. ${'Cats too, and every other animal. '.repeat(300)}`,
  )
  return made
}

describe('prompt/grounded', () => {
  it('is for tasks with a folder of knowledge', () => {
    const { data: _, ...rest } = task
    const without = taskFileSchema.parse({ name: 't', ...rest, data: { train: 'train.jsonl' } })
    expect(grounded.specs({ ...without, path: '', folder: '', defaults: [] })).toEqual([])
  })

  it('shows passages of the folder with numbers, and cites those the answer names', async () => {
    const made = bench((messages) => {
      const text = messages.at(-1)?.content ?? ''
      const number = /\[(\d+)\] sauna\.md/u.exec(text)?.[1] ?? '?'
      return `The sauna opens at 15 [${number}]. It closes at 23 [${number}].`
    })
    const prediction = await made.predict('When does the sauna open?')
    expect(prediction.output).toBe('The sauna opens at 15. It closes at 23.')
    expect(prediction.raw).toContain('[')
    expect(prediction.unsupportedFacts).toBe(1)
    expect(prediction.citations).toHaveLength(1)
    expect(prediction.citations?.[0]).toMatchObject({ document: 'sauna.md', section: 'Sauna' })
    expect(prediction.citations?.[0]?.quote).toContain('opens at 15')
    const [sent] = made.sent
    expect(sent?.messages.some(({ content }) => content === 'The pool opens at 7.')).toBe(true)
    for (const { tokens, maxTokens } of made.sent) expect(tokens + maxTokens).toBeLessThanOrEqual(2048)
  })

  it('keeps the index of the folder as an artifact of the candidate', async () => {
    const made = bench(() => 'x')
    const outcome = await made.fit()
    if (!('candidate' in outcome)) throw new RangeError('no candidate')
    const names = outcome.candidate.artifacts.map(({ name }) => name)
    expect(names).toContain('index')
    expect(outcome.candidate.spec).toHaveProperty('knowledge', expect.stringMatching(/^[0-9a-f]{64}$/))
    writeFileSync(join(made.task.folder, 'knowledge', 'new.txt'), 'The bar opens at 18.')
    const later = await made.fit()
    expect('candidate' in later && later.candidate.recipe).not.toBe(outcome.candidate.recipe)
  })
})

describe('groundAnswer', () => {
  const shown = [
    { document: 'a', start: 0, end: 24, text: 'The bar opens at 18 daily', section: '' },
    { document: 'b', start: 5, end: 30, text: 'Ms Lindqvist runs the kitchen', section: 'Staff' },
  ]

  it('takes numbers out, counts each passage once, and forgets those that were not shown', () => {
    const answer = 'The bar opens at 18 [1]. Ms Lindqvist runs it [1, 2] [7].'
    const grounds = groundAnswer(answer, { shown, input: 'the bar' })
    expect(grounds.output).toBe('The bar opens at 18. Ms Lindqvist runs it.')
    expect(grounds.citations?.map(({ document }) => document)).toEqual(['a', 'b'])
    expect(grounds.unsupportedFacts).toBe(0)
  })

  it('holds a fact against the passages that are named, not against all that were shown', () => {
    const grounds = groundAnswer('We asked Ms Lindqvist [1].', { shown, input: 'the bar' })
    expect(grounds.unsupportedFacts).toBe(1)
  })

  it('finds what an answer without numbers rests on', () => {
    const grounds = groundAnswer('The bar opens at 18 daily.', { shown, input: 'when?' })
    expect(grounds.citations?.map(({ document }) => document)).toEqual(['a'])
  })
})
