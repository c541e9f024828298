import { relative, resolve } from 'node:path'
import type { Task } from '../../contracts/task.ts'
import type { Synthesis } from '../../workflow/synthesise/synthesis.ts'
import { questionsPerExample, type SynthesisRequest } from '../../workflow/synthesise/synthesise-task.ts'
import { type Flaw, flaws } from '../../workflow/synthesise/written-example.ts'

const words: Record<Flaw, string> = {
  context: 'the row is longer than the model’s context',
  format: 'no example of the form asked for',
  length: 'much shorter or longer than train rows',
  talk: 'speaks of the text instead of writing one',
  train: 'the text of a train row, or near it',
  validation: 'the text of a validation row, or near it',
  test: 'the text of a test row, or near it',
  facts: 'the answer has facts that its input has not',
  label: 'a head on real rows gives another label, or is not sure',
  repeat: 'the text of another new example, or near it',
}

/** What was written and left out, and the line of the task file that uses it. */
export function synthesisText(
  synthesis: Synthesis,
  { task, request, output }: { task: Task; request: SynthesisRequest; output: string },
): string {
  const { rows, asked, stopped } = synthesis
  const file = relative(task.folder, resolve(output))
  const first =
    rows.length === 0
      ? `No example was kept of ${asked} answers of ${request.model}; nothing was written.`
      : `${output}: ${rows.length} of ${request.count} examples, from ${asked} answers of ${request.model}`
  return [
    first,
    ...flaws.flatMap((flaw) => leftOutLine(synthesis, flaw)),
    ...checkLine(synthesis),
    ...labelLine(synthesis),
    ...fewLine(synthesis, request),
    ...(stopped === undefined ? [] : [`Stopped early: ${stopped} ${again(synthesis)}`]),
    ...(rows.length === 0
      ? []
      : [
          `Use them: data: { …, synthetic: ${file} }. crossover run measures tuned methods with and without.`,
        ]),
  ].join('\n')
}

function fewLine({ rows, stopped }: Synthesis, { count }: SynthesisRequest): string[] {
  if (stopped !== undefined || rows.length >= count) return []
  return [
    `  fewer than asked for: no more than ${questionsPerExample} answers are asked for each example. A stronger model, another --how or a lower --agree keeps more.`,
  ]
}

function again({ rows }: Synthesis): string {
  return `The same command${rows.length === 0 ? '' : ' with --force'} goes on: answers are kept.`
}

function leftOutLine({ leftOut }: Synthesis, flaw: Flaw): string[] {
  return leftOut[flaw] === 0 ? [] : [`  left out: ${words[flaw]} (${leftOut[flaw]})`]
}

function checkLine({ labelCheck }: Synthesis): string[] {
  if (labelCheck === undefined) return []
  const { threshold, realRowsPassing } = labelCheck
  return [
    `  label check: the head must give the label at least ${threshold}; ${Math.round(100 * realRowsPassing)} % of the real train rows pass`,
  ]
}

function labelLine({ labels }: Synthesis): string[] {
  const counts = Object.entries(labels).toSorted(([, one], [, other]) => other - one)
  return counts.length === 0 ? [] : [`  ${counts.map(([label, count]) => `${label} ${count}`).join(', ')}`]
}
