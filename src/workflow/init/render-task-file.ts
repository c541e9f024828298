import { stringify } from 'yaml'
import type { InitAnswers } from './init-answers.ts'
import { countOf } from '../../report/words/format-count.ts'

const labelsListed = 40

export interface TaskFileFacts {
  name: string
  answers: InitAnswers
  /** One sentence a guess. */
  why: string[]
  /** Paths relative to the task file, and what the reader said of the files. */
  files: { data: string; test?: string; format?: string; sheet?: string }
  labels: { label: string; count: number }[]
}

/** A task file with a comment at everything worth changing. */
export function renderTaskFile({ name, answers, why, files, labels }: TaskFileFacts): string {
  const { kind, fields, metric, target, perMonth, costPerQueryUsd, p95Ms } = answers
  const goal = `${metric === 'editEffort' ? 'atMost' : 'atLeast'}: ${target}`
  return `# crossover measures this task with: crossover run
name: ${name}
kind: ${kind}
# One sentence for prompts: what is being asked of the model.
# description: Route a customer's message to the team that handles it.

data:
${fileLines(files, answers).join('\n')}
  fields: ${inline(fields)}
${why.map((sentence) => `  # ${sentence}`).join('\n')}
${labelLines(labels)}
success:
  # What would be good enough? Decide it before you look at results.
  quality: { metric: ${metric}, ${goal}, notWorseBy: 0.03 }
  latencyMs: { p95: ${p95Ms} }
  costPerQueryUsd: ${costPerQueryUsd}

volume: { perMonth: ${perMonth}, growthPerMonth: 0, horizonMonths: 12 }
team: small # small | medium | technical: whom the advice is for
`
}

function fileLines({ data, test, format, sheet }: TaskFileFacts['files'], { split }: InitAnswers): string[] {
  const files =
    test === undefined
      ? [`  examples: ${scalar(data)} # split into train, validation and a sealed test set, seeded`]
      : [`  train: ${scalar(data)}`, `  test: ${scalar(test)} # sealed: read for a verdict only, and counted`]
  return [
    ...files,
    ...(format === undefined ? [] : [`  format: ${format}`]),
    ...(sheet === undefined ? [] : [`  sheet: ${scalar(sheet)}`]),
    ...(split === 'random' ? [] : [`  split: { by: ${split} }`]),
  ]
}

/** Definitions help prompts; they are the reader's to write. */
function labelLines(labels: { label: string; count: number }[]): string {
  if (labels.length === 0) return ''
  const listed = labels
    .slice(0, labelsListed)
    .map(({ label, count }) => `#   ${scalar(label)}: what belongs here (${countOf(count, 'row')})`)
  const more = labels.length > labelsListed ? [`#   … and ${labels.length - labelsListed} more`] : []
  return [
    '',
    '# Definitions of labels help prompts. Uncomment and write them:',
    '# labels:',
    ...listed,
    ...more,
    '',
  ].join('\n')
}

function scalar(value: string): string {
  return stringify(value, { lineWidth: 0 }).trim()
}

function inline(fields: InitAnswers['fields']): string {
  return `{ ${Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${scalar(String(value))}`)
    .join(', ')} }`
}
