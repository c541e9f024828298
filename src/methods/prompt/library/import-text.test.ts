import { expect, test } from 'vitest'
import { importPrompty } from './import-prompty.ts'
import { importText } from './import-text.ts'

const allowed = ['input', 'description', 'labels', 'demonstrations']
const mapping = { file: 'old.txt', allowed, map: {} }

test('a text without role lines becomes the system message, and the input the user’s', () => {
  const { text, notes } = importText('Which desk is it for?\r\nAnswer with one word.\n', mapping)
  expect(text).toBe('=== system\nWhich desk is it for?\nAnswer with one word.\n=== user\n{{ input }}\n')
  expect(notes).toEqual(['the text became the system message, and the input the user’s'])
})

test('a text with a variable of its own shows the input there, in one user message', () => {
  const { text, notes } = importText('Which desk?\n\n{{ ticket }}', mapping)
  expect(text).toBe('=== user\nWhich desk?\n\n{{ input }}\n')
  expect(notes).toContain('{{ ticket }} became {{ input }}')
})

test('single braces are not taken for variables, and it says so', () => {
  const { text, notes } = importText('Classify {text} as JSON like {"a": 1}.', mapping)
  expect(text).toContain('Classify {text} as JSON like {"a": 1}.')
  expect(notes).toContain('{text} is left as it stands: variables are written {{ input }}')
})

test('role lines are taken as they stand', () => {
  const text = '=== system\nShort.\n=== user\n{{ input }}\n'
  expect(importText(text, mapping)).toEqual({ text, notes: [] })
})

test('several unknown variables are refused by name, unless the reader says what they are', () => {
  const source = 'Dear {{ name }}: {{ question }}'
  expect(() => importText(source, mapping)).toThrow(
    'old.txt has the variables name, question: which of them is the input?',
  )
  const map = { question: 'input', name: 'description' }
  expect(importText(source, { ...mapping, map }).text).toBe('=== user\nDear {{ description }}: {{ input }}\n')
  expect(() => importText(source, { ...mapping, map: { ask: 'input' } })).toThrow(
    'old.txt has no variable "ask". It has: name, question.',
  )
  expect(() => importText(source, { ...mapping, map: { name: 'who' } })).toThrow(
    'A prompt has no variable "who". Allowed: input, description, labels, demonstrations.',
  )
})

test('a property or a longer name is not renamed', () => {
  const source = 'in {% for label in labels %}{{ label.text }}{% endfor %} text {{ text }}'
  expect(importText(source, mapping).text).toBe(
    '=== user\nin {% for label in labels %}{{ label.text }}{% endfor %} text {{ input }}\n',
  )
})

const prompty = `---
name: Ticket Desk
description: Which desk a ticket is for
authors: [ann]
model:
  api: chat
  parameters: { temperature: 0.2 }
inputs:
  question: { type: string }
sample:
  question: Where is my card?
tools: []
colour: red
---
system:
You route tickets.{# kept short #}
{% if description %}{{ description }}{% elif labels %}Labels.{% endif %}

# user:
Where is my key?
assistant:
access
user:
{{question}}
`

test('sections, variables and Jinja of a .prompty are translated; what is not is named', () => {
  const { text, title, description, notes } = importPrompty(prompty, { ...mapping, file: 'desk.prompty' })
  expect(text).toBe(`=== system
You route tickets.
{% if description %}{{ description }}{% elsif labels %}Labels.{% endif %}

=== user
Where is my key?
=== assistant
access
=== user
{{input}}
`)
  expect([title, description]).toEqual(['Ticket Desk', 'Which desk a ticket is for'])
  expect(notes).toEqual([
    '{{ question }} became {{ input }}',
    'model is left out: the task file names the models',
    'sample is left out: rows of the task are the inputs',
    'tools are not supported and left out',
    'colour is not supported and left out',
  ])
})

test('a .prompty that never shows an input gets a user message with it', () => {
  const { text, notes } = importPrompty('---\nname: x\n---\nBe brief.\n', mapping)
  expect(text).toBe('=== system\nBe brief.\n=== user\n{{ input }}\n')
  expect(notes).toEqual(['a user message with {{ input }} was added at the end'])
  const shown = 'system:\nHi\nuser:\n{{ input }}\nassistant:\nSo:\n'
  expect(importPrompty(shown, mapping).text).toMatch(/=== assistant\nSo:\n=== user\n\{\{ input \}\}\n$/)
})

test('tool messages, other tags, filters that are not there and broken YAML are refused', () => {
  expect(() => importPrompty('tool:\n{{ input }}', mapping)).toThrow(
    'old.txt has a section "tool:". Calls of tools are not supported.',
  )
  expect(() => importPrompty('user:\n{% set a = 1 %}{{ input }}', mapping)).toThrow(
    /old\.txt: tag "set" not found/,
  )
  expect(() => importPrompty('---\nname: [x\n---\nuser:\n{{ input }}', mapping)).toThrow(
    'old.txt: what stands between the --- lines cannot be read',
  )
})
