import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stopMatcher } from './stop-matcher.ts'

describe('stopMatcher', () => {
  it('holds back what may begin a stop string and lets it go when it does not', () => {
    const matcher = stopMatcher(['END'])
    expect(matcher.push('the E')).toEqual({ text: 'the ', stopped: false })
    expect(matcher.push('N')).toEqual({ text: '', stopped: false })
    expect(matcher.push('T')).toEqual({ text: 'ENT', stopped: false })
    expect(matcher.rest()).toBe('')
  })

  it('stops before the earliest stop string, also one that came in pieces', () => {
    const matcher = stopMatcher(['\n\n', 'user:'])
    expect(matcher.push('yes\n')).toEqual({ text: 'yes', stopped: false })
    expect(matcher.push('\nuser:')).toEqual({ text: '', stopped: true })
  })

  it('gives at the end what it held back', () => {
    const matcher = stopMatcher(['###'])
    matcher.push('a ##')
    expect(matcher.rest()).toBe('##')
  })

  it('cuts any text where a search over all of it would', () => {
    const pieces = fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 4 }), { maxLength: 12 })
    const stops = fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 2, maxLength: 4 }), {
      minLength: 1,
      maxLength: 3,
    })
    fc.assert(
      fc.property(pieces, stops, (parts, stopStrings) => {
        const matcher = stopMatcher(stopStrings)
        let text = ''
        let stopped = false
        let read = ''
        for (const part of parts) {
          const result = matcher.push(part)
          text += result.text
          read += part
          stopped = result.stopped
          if (stopped) break
        }
        if (!stopped) text += matcher.rest()
        const places = stopStrings.map((stop) => read.indexOf(stop)).filter((place) => place >= 0)
        expect(stopped).toBe(places.length > 0)
        expect(text).toBe(stopped ? read.slice(0, Math.min(...places)) : read)
      }),
    )
  })
})
