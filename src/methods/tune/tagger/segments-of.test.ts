import { describe, expect, it } from 'vitest'
import { segmentsOf } from './segments-of.ts'
import { segmentTexts } from './segment-texts.ts'

const partsOf = (text: string) => segmentsOf(text).map(({ start, end }) => text.slice(start, end))

describe('segments', () => {
  it('are sentences and clauses without their numbers', () => {
    expect(
      partsOf('9.1 The Tenant pays. The Owner repairs.\n(a) Dogs are allowed; (b) cats are not;'),
    ).toEqual(['The Tenant pays.', 'The Owner repairs.', 'Dogs are allowed', 'cats are not'])
  })

  it('leave out a heading that runs into its clause after a number, and know where the number began', () => {
    const text = '8.1 Term This Agreement lasts a year. 23. ASSIGNMENT Reseller may not assign it.'
    expect(partsOf(text)).toEqual(['This Agreement lasts a year.', 'Reseller may not assign it.'])
    expect(segmentsOf(text).map(({ numberStart }) => numberStart)).toEqual([0, text.indexOf('23.')])
  })

  it('go on over a line that breaks inside a sentence', () => {
    expect(partsOf('The fee is due\non the first of May.\nIt is paid once.')).toEqual([
      'The fee is due\non the first of May.',
      'It is paid once.',
    ])
  })

  it('are none of a text without letters', () => {
    expect(segmentsOf('')).toEqual([])
    expect(segmentsOf(' \n 12. - 3;')).toEqual([])
  })

  it('are learnt from with their heading, on their line or as a sentence of its own', () => {
    const text =
      '9.2 Insurance. Each party keeps insurance for as long as it works. 8.1 Term This Agreement lasts one whole year.'
    expect(segmentTexts(text, segmentsOf(text))).toEqual([
      'Insurance.',
      'Insurance. Each party keeps insurance for as long as it works.',
      'Term This Agreement lasts one whole year.',
    ])
  })
})
