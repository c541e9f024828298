import { describe, expect, it } from 'vitest'
import { defaultPrompts } from '../default-prompts.data.ts'
import { compilePrompt } from '../prompt-template.ts'
import { promptParts } from './prompt-parts.ts'
import { simplerPrompts } from './simpler-prompts.ts'

describe('promptParts', () => {
  it('takes out definitions, and the list where the nearest examples show the labels', () => {
    const parts = promptParts(defaultPrompts.classification['few-shot'], { isListOptional: true })
    expect(parts.map(({ name }) => name)).toEqual(['definitions', 'label list'])
    const [definitions, list] = parts
    expect(definitions?.without).toContain('- {{ label.name }}\n')
    expect(list?.without.startsWith('=== system\n{{ description }}\n')).toBe(true)
    expect(list?.without).not.toContain('these labels')
  })

  it('takes whole blocks, with those inside them', () => {
    const parts = promptParts(defaultPrompts.classification.instructed, { isListOptional: false })
    expect(parts.map(({ name }) => name)).toEqual([
      'telling words',
      'typical wordings',
      'what is mixed up',
      'definitions',
    ])
    expect(parts[2]?.without).not.toContain('rival')
  })

  it('leaves a prompt that compiles, whatever it takes out', () => {
    for (const prompts of Object.values(defaultPrompts))
      for (const template of Object.values(prompts))
        for (const { without } of promptParts(template, { isListOptional: true }))
          expect(() => compilePrompt(without, 'test.liquid')).not.toThrow()
  })

  it('offers lines of plain words, never the line that states the task', () => {
    const written =
      '=== system\nSort mail for a bakery.\nOrders of bread come first.\n{{ labels }}\n=== user\n{{ input }}\n'
    expect(promptParts(written, { isListOptional: false })).toEqual([
      {
        name: '"Orders of bread come first."',
        without: '=== system\nSort mail for a bakery.\n{{ labels }}\n=== user\n{{ input }}\n',
      },
    ])
  })
})

describe('simplerPrompts', () => {
  const spec = {
    language: 'local:x',
    template: defaultPrompts.classification['few-shot'],
    demonstrations: 5,
    demonstrationTokens: 401,
    rows: ['a', 'b', 'c', 'd', 'e'],
    search: { calls: 9 },
  }

  it('halves fixed demonstrations, keeps the first, and leaves the record of a search behind', () => {
    const [half] = simplerPrompts({ spec, kind: 'prompt/few-shot' }, { labels: {} })
    expect(half?.dropped).toBe('half of the demonstrations')
    expect(half?.apply(spec)).toEqual({
      language: 'local:x',
      template: spec.template,
      demonstrations: 2,
      demonstrationTokens: 201,
      rows: ['a', 'b'],
    })
  })

  it('shows no demonstrations where the method can do without', () => {
    const given = { ...spec, shows: 'fixed' }
    const all = simplerPrompts({ spec: given, kind: 'prompt/optimised' }, { labels: {} })[1]
    expect(all?.dropped).toBe('all demonstrations')
    const bare = all?.apply(given)
    expect(bare).toMatchObject({ shows: 'nothing', demonstrations: 0 })
    expect(bare?.['rows']).toBeUndefined()
    expect(bare?.['template']).not.toContain('=== assistant')
  })

  it('drops definitions only where the task has some', () => {
    const names = (labels: Record<string, string>) =>
      simplerPrompts({ spec, kind: 'prompt/few-shot' }, { labels }).map(({ dropped }) => dropped)
    expect(names({})).toEqual(['half of the demonstrations'])
    expect(names({ tea: 'hot drinks' })).toEqual(['half of the demonstrations', 'definitions'])
  })

  it('leaves the reader’s own prompts and everything that is no prompt alone', () => {
    expect(simplerPrompts({ spec, kind: 'prompt/custom' }, { labels: {} })).toEqual([])
    expect(simplerPrompts({ spec: { l2: 1 }, kind: 'tune/head' }, { labels: {} })).toEqual([])
  })
})
