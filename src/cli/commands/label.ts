import { userInfo } from 'node:os'
import { InvalidArgumentError, type Command } from 'commander'
import type { Task } from '../../contracts/task.ts'
import { listEngines } from '../../models/engines/list-engines.ts'
import { listModels } from '../../models/catalogue/list-models.ts'
import { createModelPool } from '../../models/pool.ts'
import { renderAgreement } from '../../report/render-agreement.ts'
import { applyLabels, type AppliedLabels } from '../../workflow/label/apply-labels.ts'
import { compareAnnotators } from '../../workflow/label/compare-annotators.ts'
import { labelTask, type LabelWork } from '../../workflow/label/label-task.ts'
import { loadTask } from '../../workflow/load-task.ts'
import { command, defaultTaskPath } from '../command.ts'
import { ExitCode } from '../exit-code.ts'
import { cacheHome, npmCliPath } from '../home.ts'
import { labelByKeys } from '../terminal/label/label-by-keys.ts'
import { labelByLines } from '../terminal/label/label-by-lines.ts'
import { progressLine } from '../terminal/progress-line.ts'
import { drawRunEvents } from '../terminal/run-events.ts'
import { isInteractive, stdoutFacts } from '../terminal/terminal-facts.ts'
import { countOf } from '../../report/words/format-count.ts'

interface LabelFlags {
  from?: string
  who?: string
  output?: string
  limit?: number
  blind?: true
}

export function labelCommand(): Command {
  const label = command('label', {
    description: 'Label and review rows, the most worthwhile first, into a JSONL file.',
    examples: [
      'crossover label                         production inputs when the task has any, else train',
      'crossover label --from validation --who ann --limit 50',
      'crossover label agreement ann.jsonl bob.jsonl',
      'crossover label apply labels.jsonl      a corrected copy of train',
    ],
  })
  label
    .argument('[task]', 'task file or its folder', defaultTaskPath)
    .option('--from <source>', 'train, validation, production, or a file of unlabelled rows')
    .option('--who <name>', 'who labels; otherwise the name you are logged in with')
    .option('--output <file>', 'file to append to; otherwise labels.jsonl beside the task file')
    .option('--limit <n>', 'most rows of this session', parseLimit)
    .option('--blind', 'show neither suggestions nor the answers rows have, to compare people')
    .action(startLabelling)
  label.addCommand(agreementCommand())
  label.addCommand(applyCommand())
  return label
}

function agreementCommand(): Command {
  return command('agreement', {
    description: 'How far people agree: Cohen’s kappa, Krippendorff’s alpha, rows in dispute.',
    examples: ['crossover label agreement ann.jsonl bob.jsonl'],
  })
    .argument('<labels...>', 'labels files of two people or more')
    .option('--json', 'print the agreement as one JSON object')
    .action(async (paths: string[], { json }: { json?: true }) => {
      const agreement = await compareAnnotators(paths)
      const text = json === true ? JSON.stringify(agreement) : renderAgreement(agreement, stdoutFacts())
      process.stdout.write(`${text}\n`)
    })
}

function applyCommand(): Command {
  return command('apply', {
    description: 'Write a corrected copy of train; rows people disagree on are left out.',
    examples: [
      'crossover label apply labels.jsonl',
      'crossover label apply ann.jsonl bob.jsonl --task support --output train-2.jsonl',
    ],
  })
    .argument('<labels...>', 'labels files')
    .option('--task <path>', 'task file or its folder', defaultTaskPath)
    .option('--output <file>', 'where the copy goes; otherwise <train>.corrected.jsonl beside train')
    .option('--force', 'replace an existing copy')
    .action(apply)
}

/** @throws InvalidArgumentError unless it is an integer of at least 1. */
function parseLimit(value: string): number {
  const limit = Number(value)
  if (Number.isInteger(limit) && limit >= 1) return limit
  throw new InvalidArgumentError('It must be a whole number of at least 1.')
}

async function startLabelling(path: string, flags: LabelFlags): Promise<void> {
  const task = await loadTask(path)
  const work = await prepare(task, flags)
  try {
    const mode = { kind: task.kind, blind: flags.blind === true }
    const end = isInteractive() ? await labelByKeys(work, mode) : await labelByLines(work, mode)
    process.stdout.write(`${summary(work)}\n`)
    process.exitCode = end === 'stopped' ? ExitCode.stopped : ExitCode.done
  } finally {
    work.close()
  }
}

/** Orders the rows; nothing is installed for it, and a model runs only when it is there. */
async function prepare(task: Task, flags: LabelFlags): Promise<LabelWork> {
  const home = cacheHome()
  const line = progressLine()
  const events = drawRunEvents(line)
  // Ctrl-C ends the program at once while rows are ordered: nothing was decided yet.
  const { signal } = new AbortController()
  const pool = createModelPool({ home, progress: events.progress, signal, useLlama: false, ...npmCliPath() })
  try {
    return await labelTask(task, {
      pool,
      events,
      signal,
      canEmbed: await canEmbed(task, home),
      who: flags.who ?? loginName(),
      ...(flags.from === undefined ? {} : { from: flags.from }),
      ...(flags.output === undefined ? {} : { output: flags.output }),
      ...(flags.limit === undefined ? {} : { limit: flags.limit }),
    })
  } finally {
    line.done()
    await pool.close()
  }
}

/** Some accounts of containers have no name. */
function loginName(): string {
  try {
    return userInfo().username
  } catch {
    return 'unknown'
  }
}

async function canEmbed({ models }: Task, home: string): Promise<boolean> {
  const isCached = listModels(home).some(({ name, isCached: is }) => name === models.embedding && is)
  const engines = isCached ? await listEngines(home) : []
  return engines.some(({ name, installed }) => name === 'onnx' && installed)
}

function summary({ session, review, path }: LabelWork): string {
  const { labelled, skipped, total, before, decided } = session.progress()
  const left = review.rows.length - before - labelled
  const counts = [
    `${labelled} labelled`,
    `${skipped} skipped`,
    `${left} of ${countOf(review.rows.length, 'row')} of ${review.from} left`,
  ]
  const none = total === 0 ? ['Every row of this source was labelled before.'] : []
  const where =
    decided === 0 ? [] : [path, 'Next: crossover label apply, or label agreement with another person’s file']
  return [...none, counts.join(' · '), ...where].join('\n')
}

async function apply(
  labels: string[],
  flags: { task: string; output?: string; force?: true },
): Promise<void> {
  const task = await loadTask(flags.task)
  const applied = await applyLabels(task, {
    labels,
    overwrite: flags.force === true,
    ...(flags.output === undefined ? {} : { output: flags.output }),
  })
  process.stdout.write(`${appliedWords(applied)}\n`)
}

function appliedWords({
  path,
  testPath,
  rows,
  changed,
  added,
  dropped,
  unused,
  data,
}: AppliedLabels): string {
  const count = (reason: string) => dropped.filter((row) => row.reason === reason).length
  const left = [
    [count('people-disagree'), 'in dispute'] as const,
    [count('contradicts-a-label'), 'with another answer than a labelled row of the same text'] as const,
    [count('unresolved-conflict'), 'of texts that still have several answers'] as const,
  ].flatMap(([number, why]) => (number === 0 ? [] : [`${number} ${why}`]))
  return [
    path,
    ...(testPath === undefined ? [] : [`${testPath}: the drawn test rows, unchanged`]),
    `${countOf(rows, 'row')} · ${changed} corrected · ${added} new`,
    ...(dropped.length === 0 ? [] : [`left out: ${left.join(', ')}`]),
    ...(unused === 0
      ? []
      : [
          `${countOf(unused, 'label')} not used: of test rows, of a validation file, or without a time or group`,
        ]),
    `In the task file: ${data}`,
  ].join('\n')
}
