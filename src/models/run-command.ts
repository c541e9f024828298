import { spawn } from 'node:child_process'
import { StoppedError } from '../errors.ts'

/** A program, its arguments and where it runs. No shell is involved. */
export interface CommandLine {
  command: string
  args: readonly string[]
  cwd: string
  signal?: AbortSignal | undefined
}

/** How a program ended. `exitCode` is undefined when the program does not exist. */
export interface CommandOutcome {
  exitCode: number | undefined
  /** The last 4,000 characters it printed, both streams as they came. */
  output: string
}

const keptCharacters = 4_000

/**
 * Runs a program to its end.
 *
 * @throws StoppedError when the signal fires; the program is killed first.
 */
export function runCommand({ command, args, cwd, signal }: CommandLine): Promise<CommandOutcome> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(stopped(command))
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
    const stop = () => child.kill()
    signal?.addEventListener('abort', stop, { once: true })
    let output = ''
    const keep = (text: string) => {
      output = (output + text).slice(-keptCharacters)
    }
    child.stdout.setEncoding('utf8').on('data', keep)
    child.stderr.setEncoding('utf8').on('data', keep)
    child.once('error', (error) => {
      signal?.removeEventListener('abort', stop)
      resolve({ exitCode: undefined, output: error.message })
    })
    child.once('close', (code, killedBy) => {
      signal?.removeEventListener('abort', stop)
      if (signal?.aborted === true) return reject(stopped(command))
      resolve({
        exitCode: code ?? 1,
        output: killedBy === null ? output : `${output}\nkilled by ${killedBy}`,
      })
    })
  })
}

function stopped(command: string): StoppedError {
  return new StoppedError(`${command} was stopped before it ended.`)
}
