import { open } from 'node:fs/promises'
import { EngineError } from '../errors.ts'
import { eventSchema, type TrainerEvent } from '../models/trainer/events.ts'

/** Reads a growing file of JSON lines from where the last reading ended. */
export class EventFile {
  readonly #path: string
  #offset = 0

  constructor(path: string) {
    this.#path = path
  }

  /** Whole lines that are new; none while there is no file. @throws EngineError for a line that is no event. */
  async next(): Promise<TrainerEvent[]> {
    const lines = (await this.#read()).split('\n')
    return lines.filter((line) => line !== '').map(parseEvent)
  }

  async #read(): Promise<string> {
    const file = await open(this.#path).catch(() => undefined)
    if (file === undefined) return ''
    try {
      const { size } = await file.stat()
      const length = size - this.#offset
      if (length <= 0) return ''
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, this.#offset)
      // Up to the last line's end: what follows is still being written.
      const whole = buffer.lastIndexOf(10, bytesRead - 1) + 1
      this.#offset += whole
      return buffer.subarray(0, whole).toString('utf8')
    } finally {
      await file.close()
    }
  }
}

function parseEvent(line: string): TrainerEvent {
  try {
    return eventSchema.parse(JSON.parse(line))
  } catch (cause) {
    throw new EngineError(`A training job wrote something that is no event: ${line.slice(0, 200)}`, {
      hint: 'It may be of another version of crossover: end it, and run again.',
      cause,
    })
  }
}
