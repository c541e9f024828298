import { SseParser, type ParsedEvent } from './sse-parser.ts'

/** Hands events from the wire to one reader. What is not read yet is kept: the limit of the body bounds it. */
export class SseFeed {
  readonly #parser = new SseParser()
  readonly #events: ParsedEvent[] = []
  #failure: { reason: unknown } | undefined
  #isOver = false
  #isDone = false
  #wake: () => void = () => undefined

  /** Whether `[DONE]` came. */
  get isDone(): boolean {
    return this.#isDone
  }

  push(chunk: Uint8Array): void {
    this.#take(this.#parser.push(chunk))
  }

  end(): void {
    this.#take(this.#parser.end())
    this.#isOver = true
    this.#wake()
  }

  /** What has come is still given; then `next` throws this. */
  fail(reason: unknown): void {
    this.#failure = { reason }
    this.#wake()
  }

  /** The next event, or undefined at the end. @throws what `fail` was given */
  async next(): Promise<ParsedEvent | undefined> {
    for (;;) {
      const event = this.#events.shift()
      if (event !== undefined) return event
      if (this.#isOver) return undefined
      if (this.#failure !== undefined) throw this.#failure.reason
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  #take(events: ParsedEvent[]): void {
    for (const event of events) {
      if (this.#isOver) return
      if (event.data === '[DONE]') {
        this.#isDone = true
        this.#isOver = true
      } else this.#events.push(event)
    }
    this.#wake()
  }
}
