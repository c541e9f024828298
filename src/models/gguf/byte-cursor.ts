import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { ModelError } from '../../errors.ts'

const windowBytes = 1 << 20

/** Bytes at numbered places: a file, or the beginning of one that is elsewhere. */
export interface ByteSource {
  /** For messages. */
  readonly path: string
  /** Of the whole file. */
  readonly size: number
  /** Bytes from the front that can be read now; a file on disk has all. */
  readonly available: number
  /** Fills the target from `position` on. @returns bytes read, 0 at the end. */
  read(target: Uint8Array, position: number): number
}

/** What is asked for lies in the file, but behind the part that is here. */
export class BytesNotHereError extends Error {
  /** Bytes from the front that are needed to go on. */
  readonly needed: number

  constructor(needed: number) {
    super(`The first ${needed} bytes are needed.`)
    this.needed = needed
  }
}

/** A file on disk as a source; `close` it. */
export function fileSource(path: string): ByteSource & { close: () => void } {
  const descriptor = openSync(path, 'r')
  const { size } = fstatSync(descriptor)
  return {
    path,
    size,
    available: size,
    read: (target, position) => readSync(descriptor, target, 0, target.length, position),
    close: () => closeSync(descriptor),
  }
}

/** The first bytes of a file of `size` bytes that is elsewhere. */
export function prefixSource(path: string, prefix: Uint8Array, size: number): ByteSource {
  return {
    path,
    size,
    available: Math.min(prefix.length, size),
    read: (target, position) => {
      const part = prefix.subarray(position, position + target.length)
      target.set(part)
      return part.length
    },
  }
}

/**
 * Reads a source front to back, little-endian, through a window of 1 MiB, and never past its end. Synchronous: headers
 * are a few MB and read once.
 *
 * @throws ModelError when the file ends before what is asked for; BytesNotHereError when it goes on elsewhere.
 */
export class ByteCursor {
  readonly path: string
  readonly size: number
  position = 0
  readonly #source: ByteSource
  #window: Buffer = Buffer.alloc(0)
  #windowStart = 0

  constructor(source: ByteSource) {
    this.path = source.path
    this.size = source.size
    this.#source = source
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
    const length = Math.min(this.#source.available - this.position, Math.max(windowBytes, count))
    if (length < count) throw new BytesNotHereError(this.position + count)
    const window = Buffer.alloc(length)
    let filled = 0
    while (filled < length) {
      const read = this.#source.read(window.subarray(filled), this.position + filled)
      if (read === 0) throw new ModelError(`${this.path} became shorter while it was read.`)
      filled += read
    }
    this.#window = window
    this.#windowStart = this.position
  }
}
