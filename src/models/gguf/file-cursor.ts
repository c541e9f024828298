import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { ModelError } from '../../errors.ts'

const windowBytes = 1 << 20

/**
 * Reads a file front to back, little-endian, through a window of 1 MiB, and never past its end. Synchronous: headers
 * are a few MB and read once.
 *
 * @throws ModelError when the file ends before what is asked for.
 */
export class FileCursor {
  readonly path: string
  readonly size: number
  position = 0
  readonly #descriptor: number
  #window: Buffer = Buffer.alloc(0)
  #windowStart = 0

  constructor(path: string) {
    this.path = path
    this.#descriptor = openSync(path, 'r')
    this.size = fstatSync(this.#descriptor).size
  }

  close(): void {
    closeSync(this.#descriptor)
  }

  get left(): number {
    return this.size - this.position
  }

  /** The next `count` bytes; valid until the next read. */
  take(count: number, what: string): Buffer {
    if (count > this.left) {
      throw new ModelError(
        `${this.path} ends at byte ${this.size} inside ${what} (${count} bytes from ${this.position}): it is cut off or no GGUF file.`,
      )
    }
    this.#cover(count)
    const start = this.position - this.#windowStart
    this.position += count
    return this.#window.subarray(start, start + count)
  }

  skip(count: number, what: string): void {
    if (count > this.left) this.take(count, what)
    this.position += count
  }

  uint32(what: string): number {
    return this.take(4, what).readUInt32LE()
  }

  /** An unsigned 64-bit number that must not be above `most`. */
  count(what: string, most: number): number {
    const value = this.take(8, what).readBigUInt64LE()
    if (value <= BigInt(most)) return Number(value)
    throw new ModelError(`${this.path} states ${value} for ${what}. At most ${most} is allowed.`)
  }

  #cover(count: number): void {
    const start = this.position - this.#windowStart
    if (start >= 0 && start + count <= this.#window.length) return
    const length = Math.min(this.left, Math.max(windowBytes, count))
    const window = Buffer.alloc(length)
    let filled = 0
    while (filled < length) {
      const read = readSync(this.#descriptor, window, filled, length - filled, this.position + filled)
      if (read === 0) throw new ModelError(`${this.path} became shorter while it was read.`)
      filled += read
    }
    this.#window = window
    this.#windowStart = this.position
  }
}
