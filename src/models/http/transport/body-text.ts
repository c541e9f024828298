import { tooBigFault, wrongContentFault } from './attempt-fault.ts'
import type { Head } from './exchange.ts'

const keptOfRefusal = 64 * 1024

/** Collects a body as text; characters split over chunks stay whole. Of a refusal, the first 64 KiB are kept. */
export class BodyText {
  readonly #limit: number
  readonly #chunks: Buffer[] = []
  #bytes = 0
  #keeps: number

  constructor(limitBytes: number) {
    this.#limit = limitBytes
    this.#keeps = limitBytes
  }

  /** @throws AttemptFault where the head already tells that the body is too big, or compressed although not asked. */
  begin({ status, headers }: Head): void {
    if (status < 200 || status > 299) {
      this.#keeps = keptOfRefusal
      return
    }
    if (Number(headers['content-length'] ?? 0) > this.#limit) throw tooBigFault(this.#limit)
    const encoding = headers['content-encoding'] ?? 'identity'
    if (encoding !== 'identity')
      throw wrongContentFault(`it answered ${status} compressed as ${encoding}`, '')
  }

  /** @throws AttemptFault past the limit. */
  push(chunk: Buffer): void {
    if (this.#bytes < this.#keeps) this.#chunks.push(chunk)
    this.count(chunk.length)
  }

  /** Bytes that are kept elsewhere count too. @throws AttemptFault past the limit. */
  count(bytes: number): void {
    this.#bytes += bytes
    if (this.#bytes > this.#limit) throw tooBigFault(this.#limit)
  }

  text(): string {
    const bytes = this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks)
    return bytes?.toString('utf8') ?? ''
  }
}
