import { EngineError, StoppedError } from '../../errors.ts'
import { hostEntry } from './host-entry.ts'
import { HostProcess } from './host-process.ts'
import type { AskOptions } from './host-process.ts'
import type { Answer, OpenTask, Task } from './protocol.ts'
import { turnQueue } from './turn-queue.ts'

export interface Asked {
  answer: Answer
  /** When the request's turn came (performance.now()). */
  sentAt: number
}

/** Keeps a model answering: takes requests in turn, and starts its process again after a crash. */
export class ModelHost {
  readonly #task: OpenTask
  readonly #turns = turnQueue()
  #started: Promise<Started> | undefined
  #isClosed = false

  constructor(task: OpenTask) {
    this.#task = task
  }

  get pid(): number | undefined {
    return this.#current?.pid
  }
  #current: HostProcess | undefined

  /** @returns the size of the context that was made. */
  async open(signal?: AbortSignal): Promise<{ contextTokens: number }> {
    const { contextTokens } = await this.#start(signal)
    return { contextTokens }
  }

  /** One request at a time; others wait for their turn. */
  ask(task: Task, options: AskOptions = {}): Promise<Asked> {
    return this.#turns.run(async () => {
      const { process } = await this.#start(options.signal)
      const sentAt = performance.now()
      return { answer: await process.ask(task, options), sentAt }
    }, options.signal)
  }

  /** For what takes no time: does not wait for a turn. */
  async askBeside(task: Task): Promise<Answer> {
    const { process } = await this.#start()
    return process.ask(task)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#current?.kill()
  }

  #start(signal?: AbortSignal): Promise<Started> {
    if (this.#isClosed) return Promise.reject(new EngineError('The language model was closed.'))
    if (this.#started !== undefined && this.#current?.hasExited !== true) return this.#started
    const process = new HostProcess(hostEntry())
    this.#current = process
    const started = openIn(process, this.#task, signal)
    this.#started = started
    // A failed start is not kept: the next request tries again.
    started.catch(() => {
      if (this.#started === started) this.#started = undefined
    })
    return started
  }
}

interface Started {
  process: HostProcess
  contextTokens: number
}

async function openIn(process: HostProcess, task: OpenTask, signal?: AbortSignal): Promise<Started> {
  const stop = (): void => void process.kill()
  signal?.addEventListener('abort', stop, { once: true })
  try {
    const answer = await process.ask(task)
    if (answer.type !== 'open') throw new TypeError(`Asked to open, the host answered ${answer.type}.`)
    return { process, contextTokens: answer.contextTokens }
  } catch (error) {
    await process.kill()
    if (signal?.aborted === true)
      throw new StoppedError('Loading the model was stopped.', { cause: signal.reason })
    throw error
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}
