import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { datesIn } from './dates-in.ts'
import { namesIn } from './names-in.ts'
import { factCounts, factSupport, unsupportedFacts } from './unsupported-facts.ts'

describe('facts that the input does not have', () => {
  it('are numbers, dates and names', () => {
    const input = 'name: Aero Jacket\nprice: 49.90 USD\nreleased: 2024-03-05\nmaker: Bolt'
    const output =
      'The Aero Jacket by Bolt costs $49.90, or $59 with a hood. Out since March 5, 2024, and in Paris since 6 May 2024.'
    expect(unsupportedFacts(input, output)).toEqual([
      { kind: 'number', text: '$59' },
      { kind: 'date', text: '6 May 2024' },
      { kind: 'name', text: 'Paris' },
    ])
    // $49.90, $59, two dates, Aero Jacket, Bolt, Paris.
    expect(factCounts(input, output)).toEqual({ supported: 4, facts: 7 })
    expect(factSupport({ supported: 4, facts: 7 })).toBe(4 / 7)
    expect(factSupport({ supported: 0, facts: 0 })).toBe(1)
  })

  it.each([
    ['5 %', 'five percent'],
    ['1,200 kg', '1200 kilograms'],
    ['1.200,50 €', '1200.50 euros'],
    ['$3m', '3 million dollars'],
    ['3000', '3k'],
    ['12 months', 'twelve-month'],
    ['size: 10', '10-inch'],
    ['founded on 2019-01-02', 'in 2019'],
    ['05/03/2024', '5 March 2024'],
    ['05/03/2024', 'May 3rd, 2024'],
    ['March 2024', '2024-03-17'],
    ['made by the bolts', 'a jacket from Bolt'],
    ['New York', "one of New York's best"],
    ['mid century style', 'a Mid-Century table'],
    ['x', 'one of the best'],
    ['x', 'often in a tent of fourteen colours'],
  ])('%j bears out %j', (input, output) => {
    expect(unsupportedFacts(input, output)).toEqual([])
  })

  it.each([
    ['5 kg', '5 lb', '5 lb'],
    ['5', '50', '50'],
    ['2024-03-05', '2024-03-06', '2024-03-06'],
    ['March 2024', 'April 2024', 'April 2024'],
    ['three pockets', 'with four pockets', 'four'],
    ['York', 'made in New York', 'New York'],
  ])('%j does not bear out %j', (input, output, text) => {
    expect(unsupportedFacts(input, output).map((fact) => fact.text)).toEqual([text])
  })

  it('are none in the input itself', () => {
    const parts = fc.constantFrom(
      '12 kg',
      '$5',
      'March 5, 2024',
      '05/06/21',
      'from',
      'Paris',
      'three',
      '1.000,50',
      'Bolt & Co',
      '.',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(parts).map((words) => words.join(' ')),
          fc.string(),
        ),
        (text) => {
          expect(unsupportedFacts(text, text)).toEqual([])
        },
      ),
    )
  })
})

it('names open no sentence, line, quote or list, and headings have none', () => {
  expect(
    namesIn('Warm and light. Made by Bolt & Sons in “New York” and I like it.\n- Soft lining\n• Two pockets'),
  ).toEqual(['Bolt', 'Sons', 'York'])
  expect(namesIn('Built For Rain And Wind')).toEqual([])
})

it('a date that cannot be is none', () => {
  expect(datesIn('99/99/2024, 2024-13-01, 3/4')).toEqual([])
})
