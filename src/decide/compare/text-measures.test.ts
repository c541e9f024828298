import { describe, expect, it } from 'vitest'
import { measureTexts, type TextArm } from './text-measures.ts'

const facts = ['name: Ridge Bottle\nweight: 190 g', 'name: Peg Rail\nlength: 60 cm', 'name: Lamp\nprice: 12']
const copy = [
  'It weighs 190 g and no more.',
  'Sixty words would not hang better.',
  'It is a lamp. It lights.',
]

function arm(name: string, texts: readonly string[]): TextArm {
  return {
    name,
    rows: texts.map((output, row) => ({
      input: facts[row] ?? '',
      expected: copy[row] ?? '',
      output,
      cluster: `row ${row}`,
    })),
  }
}

const question = { focus: 'tuned', rules: { maxWords: 8, forbidden: ['!'] }, given: true, seed: 1 }
const tuned = arm('tuned', copy)
const prompted = arm('prompted', [
  'Only 250 g! Buy it now!',
  'Sixty words would not hang better.',
  'A lamp that costs 12 and burns for a very long while indeed!',
])

function measured(name: string, arms: readonly TextArm[] = [tuned, prompted]) {
  const found = measureTexts(arms, question)?.measures.find((one) => one.name === name)
  if (found === undefined) throw new Error(`no ${name}`)
  return found
}

describe('measureTexts', () => {
  it('measures the reference itself as perfect on every measure', () => {
    const values = (measureTexts([tuned], question)?.measures ?? []).map(({ name, arms }) => [
      name,
      arms[0]?.value,
    ])
    expect(Object.fromEntries(values)).toEqual({
      chrF: 1,
      rougeL: 1,
      editEffort: 0,
      lengthRatio: 1,
      madeUpFacts: 0,
      keepsRules: 1,
    })
  })

  it('counts made-up facts against the input, and rules against the text', () => {
    expect(measured('madeUpFacts').arms.map(({ value }) => value)).toEqual([0, 1 / 3])
    expect(measured('keepsRules').arms.map(({ value }) => value)).toEqual([1, 1 / 3])
    expect(measureTexts([tuned, prompted], question)?.broken).toEqual([
      { candidate: 'prompted', rule: 'forbidden', rows: 2 },
      { candidate: 'prompted', rule: 'maxWords', rows: 1 },
    ])
  })

  it('gives the difference between the focus and each other arm on the same rows', () => {
    const [rules] = measured('keepsRules').differences
    expect(rules).toMatchObject({ against: 'prompted', value: 2 / 3 })
    expect(rules?.low).toBeLessThan(2 / 3)
    expect(rules?.high).toBeGreaterThan(2 / 3)
    const [edits] = measured('editEffort').differences
    const mean = measured('editEffort').arms[1]?.value ?? 0
    expect(edits?.value).toBeCloseTo(-mean, 12)
  })

  it('says nothing without rows, or where the focus is none of the arms', () => {
    expect(measureTexts([arm('tuned', [])], question)).toBeUndefined()
    expect(measureTexts([prompted], question)).toBeUndefined()
  })
})
