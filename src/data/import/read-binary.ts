import { type ChildProcess, fork } from 'node:child_process'
import type { RawRow } from '../../contracts/example.ts'
import { DataError } from '../../errors.ts'
import { decoderEntry } from './decoder-entry.ts'
import type { DecoderReply, DecoderRequest } from './decoder-protocol.ts'
import { describeBytes } from './read-lines.ts'
import type { ReaderLimits } from './reader-limits.ts'

const heapMegabytes = 1024
/** Longest time for the next rows: a row group of the largest size takes a few seconds. */
const patienceMs = 30_000

/** A binary file, which sheet of it, and who hears of the names of all its sheets. */
export interface BinarySource {
  path: string
  limits: ReaderLimits
  sheet?: string | undefined
  onSheets?: ((names: string[]) => void) | undefined
  waitMs?: number
}

/**
 * Rows of a Parquet or XLSX file, decoded in a process of its own with a limited memory. Sizes are checked before pages
 * are unfolded, but a few bytes inside a page can still ask for gigabytes, and no decoder is proof against that.
 *
 * @throws DataError for a damaged file, or one beyond a limit.
 */
export async function* readBinary(
  kind: 'parquet' | 'xlsx',
  { path, limits, sheet, onSheets, waitMs = patienceMs }: BinarySource,
): AsyncGenerator<RawRow> {
  const child = fork(decoderEntry(), [], {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${heapMegabytes}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  try {
    let request: DecoderRequest = { kind, path, limits, ...(sheet === undefined ? {} : { sheet }) }
    for (let isDone = false; !isDone; request = 'next') {
      const reply = await ask(child, request, { path, waitMs })
      if ('problem' in reply)
        throw new DataError(reply.problem, reply.hint === undefined ? {} : { hint: reply.hint })
      onSheets?.(reply.sheets)
      yield* reply.rows
      isDone = reply.done
    }
  } finally {
    child.kill('SIGKILL')
  }
}

function ask(
  child: ChildProcess,
  request: DecoderRequest,
  { path, waitMs }: { path: string; waitMs: number },
): Promise<DecoderReply> {
  return new Promise((resolve, reject) => {
    const hint = 'It is damaged, or made to fill the memory. Export it again, as JSON lines or CSV.'
    const refuse = (problem: string): void =>
      finish(() => reject(new DataError(`${path} ${problem}.`, { hint })))
    const onExit = (): void =>
      refuse(`cannot be read with ${describeBytes(heapMegabytes * 1024 * 1024)} of memory`)
    // Both sides are this program: the reply is what `decoder-process.ts` sends.
    const onMessage = (reply: unknown): void => finish(() => resolve(reply as DecoderReply))
    const timer = setTimeout(
      () => refuse(`takes longer than ${Math.round(waitMs / 1000)} seconds to read`),
      waitMs,
    )
    child.once('exit', onExit)
    child.once('error', onExit)
    child.once('message', onMessage)
    child.send(request, (error) => {
      if (error !== null) onExit()
    })

    function finish(settle: () => void): void {
      clearTimeout(timer)
      child.off('exit', onExit).off('error', onExit).off('message', onMessage)
      settle()
    }
  })
}
