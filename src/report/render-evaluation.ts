import { printableText } from './terminal/printable-text.ts'
import type { TerminalOptions } from './terminal/colours.ts'
import type { Evaluation } from '../contracts/evaluation.ts'
import { evaluationLines } from './words/evaluation-lines.ts'

/** An evaluation for a terminal. */
export function renderEvaluation(facts: Evaluation, { colours }: TerminalOptions): string {
  const { candidate, on } = facts
  const printable = {
    ...facts,
    candidate: { ...candidate, name: printableText(candidate.name) },
    on: printableText(on),
  }
  return evaluationLines(printable, (name) => colours.bold(name)).join('\n')
}
