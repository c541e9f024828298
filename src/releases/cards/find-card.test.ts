import { describe, expect, it } from 'vitest'
import { candidateNamed, cardNamed, figure } from '../model-card.fixture.ts'
import { findCard } from './find-card.ts'

const version = (digits: string) => digits.padEnd(64, '0')
const first = cardNamed('head', { candidate: candidateNamed('head', { version: version('abcd1') }) })
const tested = cardNamed('head', {
  candidate: candidateNamed('head', { version: version('abcd2') }),
  metrics: { test: figure(0.7, 100) },
})
const later = cardNamed('head', { candidate: candidateNamed('head', { version: version('ef012') }) })
const cards = [first, tested, later, cardNamed('n-gram linear')]

describe('findCard', () => {
  it('takes a name for the latest that was measured on test rows, else for the latest', () => {
    expect(findCard(cards, 'head')).toBe(tested)
    expect(findCard([first, later], 'head')).toBe(later)
    expect(findCard(cards, 'n-gram linear').candidate.name).toBe('n-gram linear')
  })

  it('takes a version, or the beginning of one', () => {
    expect(findCard(cards, 'ef01')).toBe(later)
    expect(findCard(cards, version('abcd1'))).toBe(first)
  })

  it('names what there is where nothing, or more than one, fits', () => {
    expect(() => findCard(cards, 'abcd')).toThrow(
      'abcd is the beginning of 2 versions: head abcd100000, head abcd200000.',
    )
    expect(() => findCard(cards, 'hed')).toThrow('There is no candidate "hed". There are: head abcd100000, ')
    expect(() => findCard([], 'head')).toThrow('There are: none yet.')
  })

  it('does not take one or two digits for a version', () => {
    expect(() => findCard(cards, 'ef')).toThrow('There is no candidate "ef".')
  })
})
