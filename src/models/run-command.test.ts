import { describe, expect, it } from 'vitest'
import { StoppedError } from '../errors.ts'
import { runCommand } from './run-command.ts'

const node = (program: string, signal?: AbortSignal) =>
  runCommand({ command: process.execPath, args: ['-e', program], cwd: '.', signal })

describe('runCommand', () => {
  it('gives the exit code and what was printed last, both streams', async () => {
    const outcome = await node(
      'console.log("x".repeat(9000)); console.error("the end"); process.exitCode = 3',
    )
    expect(outcome.exitCode).toBe(3)
    expect(outcome.output).toHaveLength(4_000)
    expect(outcome.output).toContain('the end')
  })

  it('has no exit code for a program that does not exist', async () => {
    expect(await runCommand({ command: 'no-such-program', args: [], cwd: '.' })).toMatchObject({
      exitCode: undefined,
    })
  })

  it('kills the program when stopped', async () => {
    const stop = new AbortController()
    const work = node('setInterval(() => {}, 1000)', stop.signal)
    setTimeout(() => stop.abort(), 200)
    await expect(work).rejects.toBeInstanceOf(StoppedError)
    await expect(node('', stop.signal)).rejects.toThrow('was stopped before it ended')
  })
})
