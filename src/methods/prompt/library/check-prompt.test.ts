import { expect, test } from 'vitest'
import { checkPrompt } from './check-prompt.ts'
import { defaultPrompt, defaultPromptNames } from './default-prompt.ts'

const prompt = { file: 'prompts/short.liquid', name: 'short', kind: 'classification' } as const
const user = '=== user\n{{ input }}\n'

test('every default prompt passes', () => {
  for (const kind of ['classification', 'extraction', 'generation'] as const)
    for (const name of defaultPromptNames(kind))
      expect(checkPrompt(defaultPrompt(kind, name) ?? '', { file: name, name, kind }).length).toBeGreaterThan(
        0,
      )
})

test('names the variables of a prompt, those of its loops aside', () => {
  const text = `{% for label in labels %}{{ label.name }} {{ forloop.index }}{% endfor %}\n${user}`
  expect(checkPrompt(text, prompt)).toEqual(['labels', 'input'])
})

test('an unknown variable is refused with what is allowed', () => {
  expect(() => checkPrompt(`{{ ticket }}\n${user}`, prompt)).toThrow(
    'Prompt prompts/short.liquid names "ticket", which is no variable of it. Allowed: input, description, labels, demonstrations.',
  )
  expect(() => checkPrompt(`{% if a %}{{ b }}{% endif %}\n${user}`, prompt)).toThrow(
    'names "a" and "b", which are no variables of it.',
  )
})

test('an unknown property is refused as well', () => {
  const text = `{% for label in labels %}{{ label.meaning }}{% endfor %}\n${user}`
  expect(() => checkPrompt(text, prompt)).toThrow(/undefined variable: label.meaning/)
})

test('a prompt must show the input and end with a user message', () => {
  expect(() => checkPrompt('=== user\nHello\n', prompt)).toThrow('never shows the input')
  expect(() => checkPrompt(`${user}=== assistant\nSo`, prompt)).toThrow('does not end with a user message')
})

test('a template that does not compile says where', () => {
  expect(() => checkPrompt('{% if input %}', prompt)).toThrow(
    /^Prompt prompts\/short\.liquid: tag .*not closed.*line:1/,
  )
})
