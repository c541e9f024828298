import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SseParser, type ParsedEvent } from './sse-parser.ts'

function parse(pieces: readonly Uint8Array[]): ParsedEvent[] {
  const parser = new SseParser()
  return [...pieces.flatMap((piece) => parser.push(piece)), ...parser.end()]
}

const parseText = (text: string) => parse([Buffer.from(text)])

test.each([
  ['data: a\n\n', [{ data: 'a' }]],
  ['data:a\n\ndata:  b\n\n', [{ data: 'a' }, { data: ' b' }]],
  ['data\n\n', [{ data: '' }]],
  ['data: a\ndata: b\n\n', [{ data: 'a\nb' }]],
  ['event: x\ndata: a\n\ndata: b\n\n', [{ event: 'x', data: 'a' }, { data: 'b' }]],
  ['event: x\n\ndata: b\n\n', [{ data: 'b' }]],
  [': comment\nid: 7\nretry: 10\nother: z\ndata: a\n\n', [{ data: 'a' }]],
  ['\uFEFFdata: a\n\n', [{ data: 'a' }]],
  ['data: a\r\rdata: b\r\n\r\n', [{ data: 'a' }, { data: 'b' }]],
  ['', []],
])('%j', (text, events) => {
  expect(parseText(text)).toEqual(events)
})

test('an end without an empty line keeps what is whole', () => {
  expect(parseText('data: {"a":1}')).toEqual([{ data: '{"a":1}' }])
  expect(parseText('data: [DONE]\n')).toEqual([{ data: '[DONE]' }])
  expect(parseText('data: {"a":')).toEqual([])
})

test('pieces cut anywhere give the same events', () => {
  const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[\r\n\uFEFF]/g, ''))
  const event = fc.array(line, { minLength: 1, maxLength: 3 })
  const end = fc.constantFrom('\n', '\r', '\r\n')
  fc.assert(
    fc.property(fc.array(event), end, fc.array(fc.nat(20)), (events, lineEnd, cuts) => {
      const text = events
        .map((lines) => lines.map((data) => `data: ${data}${lineEnd}`).join('') + lineEnd)
        .join('')
      const bytes = Buffer.from(text)
      const pieces: Uint8Array[] = []
      let start = 0
      for (const size of cuts) {
        pieces.push(bytes.subarray(start, start + size))
        start += size
      }
      pieces.push(bytes.subarray(start))
      expect(parse(pieces)).toEqual(events.map((lines) => ({ data: lines.join('\n') })))
    }),
  )
})
