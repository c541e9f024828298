import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { DataError, EngineError, ModelError, StoppedError } from '../../errors.ts'
import { lastLines } from './last-lines.ts'
import { replySchema } from './protocol.ts'
import type { Answer, Failure, Request, Task } from './protocol.ts'

export interface AskOptions {
  signal?: AbortSignal | undefined
  onDelta?: ((text: string) => void) | undefined
}

interface Waiting {
  resolve: (answer: Answer) => void
  reject: (error: Error) => void
  onDelta: (text: string) => void
}

const keptLogLines = 20

/**
 * One process with a model in it. When it dies, what it was asked is rejected with an EngineError that ends in the
 * last lines it wrote; it does not start again by itself. It keeps the program alive only while it owes an answer.
 */
export class HostProcess {
  readonly #child: ChildProcess
  readonly #log = lastLines(keptLogLines)
  readonly #waiting = new Map<number, Waiting>()
  readonly #exited: Promise<void>
  #hasExited = false
  #nextId = 0

  constructor(entry: string) {
    this.#child = fork(entry, [], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => this.#log.push(text))
    this.#child.on('message', (raw) => this.#receive(raw))
    this.#exited = new Promise((resolve) => {
      const end = (how: string): void => {
        this.#end(how)
        resolve()
      }
      this.#child.once('error', (error) => end(error.message))
      // 'close' comes after 'exit', when all that was written has been read.
      this.#child.once('close', (code, signal) =>
        end(signal === null ? `exit code ${code}` : `signal ${signal}`),
      )
    })
    this.#keepAlive(false)
  }

  get hasExited(): boolean {
    return this.#hasExited
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  /**
   * @throws DataError or ModelError as the host reported them, StoppedError when `signal` fired, EngineError when the
   * engine failed or the process ended.
   */
  ask(task: Task, { signal, onDelta = () => undefined }: AskOptions = {}): Promise<Answer> {
    const id = this.#nextId++
    const abort = (): void => this.#send({ kind: 'abort', id })
    return new Promise<Answer>((resolve, reject) => {
      if (this.#hasExited) {
        reject(new EngineError('The language model’s process has ended.'))
        return
      }
      this.#waiting.set(id, { resolve, reject, onDelta })
      this.#keepAlive(true)
      this.#send({ kind: 'task', id, task })
      signal?.addEventListener('abort', abort, { once: true })
    }).finally(() => {
      signal?.removeEventListener('abort', abort)
      this.#waiting.delete(id)
      this.#keepAlive(this.#waiting.size > 0)
    })
  }

  /** Ends the process at once: it holds nothing that would need saving. */
  async kill(): Promise<void> {
    this.#keepAlive(true)
    this.#child.kill('SIGKILL')
    await this.#exited
  }

  #send(request: Request): void {
    // A closed channel is reported by the process's end.
    if (this.#child.connected) this.#child.send(request, () => undefined)
  }

  #receive(raw: unknown): void {
    const reply = replySchema.parse(raw)
    const waiting = this.#waiting.get(reply.id)
    if (waiting === undefined) return
    if (reply.kind === 'delta') waiting.onDelta(reply.text)
    else if (reply.kind === 'answer') waiting.resolve(reply.answer)
    else waiting.reject(errorOf(reply.failure))
  }

  #end(how: string): void {
    this.#hasExited = true
    const log = this.#log.text()
    const message = `The language model’s process ended (${how}) before it answered.`
    const hint = 'The next request starts it again.'
    const error = new EngineError(log === '' ? message : `${message} Its last lines:\n${log}`, { hint })
    for (const { reject } of this.#waiting.values()) reject(error)
  }

  #keepAlive(isBusy: boolean): void {
    const { channel, stderr } = this.#child
    const streams = [this.#child, channel, stderr as { ref?(): void; unref?(): void } | null]
    for (const stream of streams) {
      if (isBusy) stream?.ref?.()
      else stream?.unref?.()
    }
  }
}

function errorOf({ code, message }: Failure): Error {
  switch (code) {
    case 'data':
      return new DataError(message)
    case 'model':
      return new ModelError(message)
    case 'stopped':
      return new StoppedError('The request was stopped.')
    case 'engine':
      return new EngineError(message)
  }
}
