import { CommanderError } from 'commander'
import { createProgram } from './program.ts'
import { ExitCode } from './exit-code.ts'
import { exitCodeOf, printError } from './print-error.ts'
import { skipWasmOptimiser } from './v8-memory.ts'

// A reader that has seen enough (`… | head`) closes the pipe: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(ExitCode.done)
  throw error
})

skipWasmOptimiser()

try {
  const program = await createProgram(process.argv[2])
  await program.parseAsync(process.argv)
} catch (error) {
  if (error instanceof CommanderError)
    process.exitCode = error.exitCode === 0 ? ExitCode.done : ExitCode.badInput
  else {
    printError(error)
    process.exitCode = exitCodeOf(error)
  }
}
