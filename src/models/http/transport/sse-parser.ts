/** One parsed event. */
export interface ParsedEvent {
  event?: string
  data: string
}

/**
 * Parses `text/event-stream` as the standard does (https://html.spec.whatwg.org/multipage/server-sent-events.html):
 * CR, LF and CRLF, comments, data of several lines, a byte order mark, characters split over chunks. `id` and `retry`
 * are ignored: nothing is ever resumed.
 */
export class SseParser {
  readonly #decoder = new TextDecoder()
  #rest = ''
  #scanned = 0
  #endsInCr = false
  #event = ''
  #data: string[] = []

  /** @returns the events that this piece completes. */
  push(chunk: Uint8Array): ParsedEvent[] {
    return this.#take(this.#decoder.decode(chunk, { stream: true }))
  }

  /**
   * The end of the body. The standard drops an event without an empty line after it; servers do end that way, so
   * it is kept where it is whole: JSON, or `[DONE]`.
   */
  end(): ParsedEvent[] {
    const events = this.#take(this.#decoder.decode())
    if (this.#rest !== '') this.#line(this.#rest, events)
    this.#rest = ''
    this.#line('', events)
    const last = events.at(-1)
    return last === undefined || isWhole(last.data) ? events : events.slice(0, -1)
  }

  #take(text: string): ParsedEvent[] {
    const events: ParsedEvent[] = []
    if (text === '') return events
    const skipped = this.#endsInCr && text.startsWith('\n') ? text.slice(1) : text
    this.#endsInCr = text.endsWith('\r')
    this.#rest += skipped
    const ends = /\r\n|\n|\r/g
    ends.lastIndex = this.#scanned
    let start = 0
    for (let end = ends.exec(this.#rest); end !== null; end = ends.exec(this.#rest)) {
      this.#line(this.#rest.slice(start, end.index), events)
      start = ends.lastIndex
    }
    this.#rest = this.#rest.slice(start)
    this.#scanned = this.#rest.length
    return events
  }

  #line(line: string, events: ParsedEvent[]): void {
    if (line === '') {
      if (this.#data.length > 0) {
        const data = this.#data.join('\n')
        events.push(this.#event === '' ? { data } : { event: this.#event, data })
      }
      this.#event = ''
      this.#data = []
      return
    }
    const colon = line.indexOf(':')
    const field = colon === -1 ? line : line.slice(0, colon)
    const value = colon === -1 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1)
    if (field === 'data') this.#data.push(value)
    if (field === 'event') this.#event = value
  }
}

function isWhole(data: string): boolean {
  if (data === '[DONE]') return true
  try {
    JSON.parse(data)
    return true
  } catch {
    return false
  }
}
