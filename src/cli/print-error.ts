import {
  CrossoverError,
  EngineError,
  ProviderError,
  StoppedError,
  UnreachableModelError,
  messageOf,
} from '../errors.ts'
import { ExitCode } from './exit-code.ts'
import { stderrColours } from './terminal/terminal-facts.ts'

/** Prints what is wrong and what to do, on stderr. Only errors nobody foresaw come with a stack. */
export function printError(error: unknown): void {
  const { stderr } = process
  const { dim, red } = stderrColours()
  if (error instanceof CrossoverError) {
    stderr.write(`${red('error')} ${error.message}\n`)
    if (error.hint !== undefined) stderr.write(`      ${error.hint.split('\n').join('\n      ')}\n`)
    return
  }
  stderr.write(`${red('error')} ${messageOf(error)}\n`)
  if (error instanceof Error && error.stack !== undefined) stderr.write(`${dim(error.stack)}\n`)
}

/** Which exit code an error means (design §9). */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof StoppedError || (error instanceof Error && error.name === 'AbortError'))
    return ExitCode.stopped
  if (
    error instanceof EngineError ||
    error instanceof ProviderError ||
    error instanceof UnreachableModelError
  )
    return ExitCode.incomplete
  return error instanceof CrossoverError ? ExitCode.badInput : ExitCode.incomplete
}
