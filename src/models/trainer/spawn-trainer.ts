import { spawn } from 'node:child_process'
import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import type { Readable } from 'node:stream'

export interface TrainerCommand {
  path: string
  args: readonly string[]
  cwd: string
  logPath: string | undefined
  onLog: (text: string) => void
}

/** A trainer's process. It leads a group of its own, so that ending it ends what it started. */
export interface TrainerChild {
  stdout: Readable
  send(message: object): void
  /** Asks it to end, and ends it when it has not after `graceMs`. */
  cancel(graceMs: number): void
  /** Ends the whole group at once; resolves when it is gone. */
  kill(): Promise<void>
  /** "exit code 1", "signal SIGKILL", or why it could not start. */
  ended: Promise<string>
}

/**
 * Starts the trainer. It ends by itself when its stdin closes, which the system does whatever happens to us: there are
 * no orphans.
 */
export function spawnTrainer({ path, args, cwd, logPath, onLog }: TrainerCommand): TrainerChild {
  const child = spawn(path, args, { cwd, detached: process.platform !== 'win32', windowsHide: true })
  const log = logPath === undefined ? undefined : createWriteStream(logPath, { flags: 'a' })
  // A log that cannot be written must not end a training.
  log?.on('error', () => undefined)
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    onLog(text)
    log?.write(text)
  })
  // A closed pipe is reported by the process's end.
  child.stdin.on('error', () => undefined)
  let hasEnded = false
  let grace: NodeJS.Timeout | undefined
  const ended = new Promise<string>((resolve) => {
    const end = (how: string): void => {
      hasEnded = true
      clearTimeout(grace)
      log?.end()
      resolve(how)
    }
    child.once('error', (error) => end(error.message))
    child.once('close', (code, signal) => end(signal === null ? `exit code ${code}` : `signal ${signal}`))
  })
  const send = (message: object): void => {
    if (child.stdin.writable) child.stdin.write(`${JSON.stringify(message)}\n`)
  }
  const kill = async (): Promise<void> => {
    if (!hasEnded) killGroup(child)
    await ended
  }
  const cancel = (graceMs: number): void => {
    send({ type: 'cancel' })
    grace ??= setTimeout(() => void kill(), graceMs)
  }
  return { stdout: child.stdout, send, cancel, kill, ended }
}

function killGroup(child: ChildProcessWithoutNullStreams): void {
  if (child.pid === undefined || process.platform === 'win32') {
    child.kill('SIGKILL')
    return
  }
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It ended a moment ago.
    child.kill('SIGKILL')
  }
}
