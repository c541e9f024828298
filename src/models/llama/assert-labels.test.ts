import { describe, expect, it } from 'vitest'
import { assertLabels } from './assert-labels.ts'

describe('assertLabels', () => {
  it.each([
    [[], 'There is no label to choose from. Give at least one.'],
    [['a', ''], 'A label is empty. A label needs at least one character.'],
    [[' a'], 'The label " a" begins or ends with white space. Remove it.'],
    [['a', 'b', 'a'], 'The label "a" is given twice.'],
  ])('refuses %j', (labels, message) => {
    expect(() => assertLabels(labels)).toThrow(message)
  })

  it('takes distinct labels, spaces inside included', () => {
    expect(() => assertLabels(['card lost', 'card'])).not.toThrow()
  })
})
