import type { Evaluation } from '../contracts/evaluation.ts'
import { evaluationLines } from './words/evaluation-lines.ts'
import { escapeMarkdown } from './words/escape-markdown.ts'

/** An evaluation for a pull request: one line that says what was judged on which rows, then its figures as a list. */
export function renderEvaluationMarkdown(facts: Evaluation, task: { name: string }): string {
  const [first = '', ...others] = evaluationLines(facts)
  const title = `**${escapeMarkdown(task.name)}: ${escapeMarkdown(first)}**`
  return `${title}\n\n${others.map((line) => `- ${escapeMarkdown(line)}`).join('\n')}\n`
}
