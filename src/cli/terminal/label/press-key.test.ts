import { expect, test } from 'vitest'
import pc from 'picocolors'
import type { ReviewRow } from '../../../workflow/label/review-rows.ts'
import { labelChoices, searchLabels } from './label-choices.ts'
import { contextOf, type LabelCommand, type LabelContext } from './label-command.ts'
import { labelScreen } from './label-screen.ts'
import { parseLine } from './parse-line.ts'
import { pressKey, restingKeys, type Key } from './press-key.ts'

const row: ReviewRow = {
  id: 'r1',
  input: { text: 'My card \u001B[2J is lost\nplease help' },
  expected: 'card',
  source: { file: 'train.jsonl', line: 1 },
  reasons: ['uncertain'],
  suggestion: { output: 'loan', confidence: 0.7 },
  likely: ['loan', 'card'],
}
const few: LabelContext = { row, labels: ['card', 'cash', 'loan'], kind: 'classification' }
const cities = [
  'Aachen',
  'Bonn',
  'Cottbus',
  'Dresden',
  'Essen',
  'Fulda',
  'Gera',
  'Hamm',
  'Ilmenau',
  'Jena',
  'Köln',
  'Neuss',
]
const many: LabelContext = {
  row: { ...row, likely: ['Jena', 'Bonn'] },
  labels: cities,
  kind: 'classification',
}
const free: LabelContext = { row, labels: [], kind: 'extraction' }

const keyOf = (text: string): Key => {
  if (text === '\r') return { text, name: 'return' }
  if (text === '<') return { text: '', name: 'backspace' }
  return text === '!' ? { text: '', name: 'escape' } : { text, name: text }
}

/** The first command that keys give, and the state they end in. */
function press(keys: string, context: LabelContext) {
  let state = restingKeys
  for (const key of keys) {
    const outcome = pressKey(state, keyOf(key), context)
    if (outcome.command !== undefined) return outcome.command
    state = outcome.state
  }
  return state
}

const gives = (output: string): LabelCommand => ({ do: 'label', output })

test('few labels have a number and a letter each, the same for every row', () => {
  expect(labelChoices(few.labels, ['loan']).map(({ keys }) => keys.join(''))).toEqual(['1c', '2a', '3l'])
  expect(press('2', few)).toEqual(gives('cash'))
  expect(press('l', few)).toEqual(gives('loan'))
  expect(press('\r', few)).toEqual(gives('loan'))
  expect(press('x', few)).toMatchObject({ mode: 'keys', say: '"x" is no key here.' })
  expect([press('s', few), press('u', few), press('q', few)]).toEqual([
    { do: 'skip' },
    { do: 'undo' },
    { do: 'quit' },
  ])
})

test('of many labels the likely ones have numbers, and typing searches the others', () => {
  expect(press('1', many)).toEqual(gives('Jena'))
  expect(press('k', many)).toEqual({ mode: 'search', typed: 'k' })
  expect(press('kö\r', many)).toEqual(gives('Köln'))
  expect(press('/en2', many)).toEqual(gives('Dresden'))
  expect(press('kx<ö\r', many)).toEqual(gives('Köln'))
  expect(press('kxyz\r', many)).toMatchObject({
    mode: 'search',
    say: expect.stringContaining('No label fits'),
  })
  expect(press('k!1', many)).toEqual(gives('Jena'))
  expect(searchLabels(cities, 'EN').slice(0, 1)).toEqual(['Aachen'])
})

test('notes, new labels and free answers are typed', () => {
  expect(press('nsee q1\r', few)).toEqual({ do: 'note', text: 'see q1' })
  expect(press('+mortgage\r', few)).toEqual(gives('mortgage'))
  expect(press('e{"a":1}\r', free)).toEqual(gives('{"a":1}'))
  expect(press('e{"a"\r', free)).toMatchObject({
    mode: 'answer',
    say: 'the answer of an extraction must be JSON',
  })
  expect(press('1', free)).toMatchObject({ say: 'Press e to type an answer.' })
})

test('lines of a pipe mean what keys mean, and what means nothing is refused', () => {
  expect(parseLine(' 3 ', few)).toEqual(gives('loan'))
  expect(parseLine('cash', few)).toEqual(gives('cash'))
  expect(parseLine('/köl', many)).toEqual(gives('Köln'))
  expect(parseLine('n see q1', few)).toEqual({ do: 'note', text: 'see q1' })
  expect(parseLine('+ mortgage', few)).toEqual(gives('mortgage'))
  expect(parseLine('', few)).toBeUndefined()
  expect(() => parseLine('/e', many)).toThrow('labels fit: Essen')
  expect(() => parseLine('9', few)).toThrow('"9" for the row r1: that is no key and no label.')
})

test('blind shows neither the suggestion nor the answer there is', () => {
  const blind = contextOf(row, { kind: 'classification', blind: true, labels: few.labels })
  expect(press('\r', blind)).toMatchObject({ say: 'Nothing is suggested for this row.' })
  expect(() => parseLine('=', blind)).toThrow('nothing is suggested')
})

test('the screen fits, cuts long texts and cannot be steered by data', () => {
  const session = {
    progress: () => ({ decided: 2, total: 9, labelled: 2, skipped: 0, before: 0 }),
    notes: () => ['odd'],
  }
  const options = { colours: pc.createColors(false), width: 60, height: 20 }
  const lines = labelScreen({ context: few, session, candidate: 'head' }, options)
  const text = lines.join('\n')
  expect(text).toContain('3 of 9 · r1 · a model is unsure')
  expect(text).toContain('suggested  loan (70 %, head)')
  expect(text).toContain('now        card')
  expect(text).toContain('note: odd')
  expect(text).not.toContain('\u001B')
  const long = { ...few, row: { ...row, input: { text: 'word '.repeat(2000) } } }
  const cut = labelScreen({ context: long, session }, options)
  expect(cut.length).toBeLessThanOrEqual(20)
  expect(cut.join('\n')).toMatch(/… \d+ more lines/)
  expect(Math.max(...cut.map((line) => line.length))).toBeLessThanOrEqual(60)
})
