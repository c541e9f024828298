import { expect, it } from 'vitest'
import { labelGrammar } from './label-grammar.ts'
import { modelfile } from './modelfile.ts'

const base = { base: 'base.gguf', temperature: 0 }

it('says where a chat cannot be a part of the model', () => {
  const asking = modelfile({
    ...base,
    messages: [
      { role: 'system', content: 'Pick.' },
      { role: 'user', content: 'Text: {{ input }}' },
    ],
  })
  expect(asking).toContain('SYSTEM """Pick."""\n# The question is more than the input')
  const repeating = modelfile({
    ...base,
    messages: [
      { role: 'system', content: 'Of {{ input }}' },
      { role: 'user', content: '{{ input }}' },
    ],
  })
  expect(repeating).toBe(
    'FROM ./base.gguf\nPARAMETER temperature 0\n# The prompt repeats the input in several messages: send messages.json as a chat instead.\n',
  )
})

it('a grammar of labels escapes quotes, backslashes and line breaks', () => {
  expect(labelGrammar(['a "b"', 'c\\d', 'e\nf'])).toBe('root ::= "a \\"b\\"" | "c\\\\d" | "e\\nf"\n')
})
