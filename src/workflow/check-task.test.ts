import { describe, expect, test } from 'vitest'
import { taskFileSchema } from '../contracts/task.ts'
import { checkTask } from './check-task.ts'

function mistakesWith(kind: string, rules: object): string[] {
  const metric = kind === 'generation' ? 'chrF' : 'accuracy'
  const task = { name: 'copy', kind, data: { examples: 'rows.jsonl' }, rules }
  const parsed = taskFileSchema.parse({ ...task, success: { quality: { metric, atLeast: 0.5 } } })
  return checkTask(parsed).map(({ path, text }) => `${path.join('.')}: ${text}`)
}

describe('rules of form', () => {
  test('are for generated texts', () => {
    expect(mistakesWith('classification', { maxWords: 60 })).toEqual([
      'rules: rules are for tasks of kind generation; this one is classification.',
    ])
    expect(mistakesWith('generation', { maxWords: 60 })).toEqual([])
  })

  test('can be kept together', () => {
    expect(mistakesWith('generation', { minWords: 60, maxWords: 30 })).toEqual([
      'rules.minWords: rules.minWords is 60 and rules.maxWords is 30: no text can keep both.',
    ])
    expect(mistakesWith('generation', { minSentences: 2, maxSentences: 2 })).toEqual([])
  })

  test('have a pattern that is safe to try', () => {
    expect(mistakesWith('generation', { pattern: '(a+)+' })).toEqual([
      'rules.pattern: rules.pattern is (a+)+, which repeats a repeat and may never end.',
    ])
    expect(mistakesWith('generation', { pattern: 'a (' })).toEqual([
      'rules.pattern: rules.pattern is a (, which is no regular expression.',
    ])
  })
})
