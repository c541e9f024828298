import { stringify } from 'yaml'
import type { Metric } from '../../contracts/task.ts'
import type { FieldGuess } from '../../data/import/guess-fields.ts'

const labelsListed = 40

export interface TaskFileFacts {
  name: string
  guess: FieldGuess
  files: { data: string; test?: string }
  labels: { label: string; count: number }[]
  metric: Metric
  target: number
}

/** A task file with a comment at everything worth changing. */
export function renderTaskFile({ name, guess, files, labels, metric, target }: TaskFileFacts): string {
  return `# crossover measures this task with: crossover run
name: ${name}
kind: ${guess.kind}
# One sentence for prompts: what is being asked of the model.
# description: Route a customer's message to the team that handles it.

data:
${files.test === undefined ? `  examples: ${scalar(files.data)} # split into train, validation and a sealed test set, seeded` : `  train: ${scalar(files.data)}\n  test: ${scalar(files.test)} # sealed: read for a verdict only, and counted`}
  fields: ${inline(guess.fields)}
${guess.why.map((why) => `  # ${why}`).join('\n')}
${labelLines(labels)}
success:
  # What would be good enough? ${Math.round(target * 100)} % is only a suggestion: decide it before you look at results.
  quality: { metric: ${metric}, ${metric === 'editEffort' ? 'atMost' : 'atLeast'}: ${target}, notWorseBy: 0.03 }
  latencyMs: { p95: 2000 }
  costPerQueryUsd: 0.05

volume: { perMonth: 10000, growthPerMonth: 0, horizonMonths: 12 }
team: small # small | medium | technical: whom the advice is for
`
}

/** Definitions help prompts; they are the reader's to write. */
function labelLines(labels: { label: string; count: number }[]): string {
  if (labels.length === 0) return ''
  const listed = labels
    .slice(0, labelsListed)
    .map(({ label, count }) => `#   ${scalar(label)}: what belongs here (${count} rows)`)
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

function inline(fields: FieldGuess['fields']): string {
  return `{ ${Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${scalar(String(value))}`)
    .join(', ')} }`
}
