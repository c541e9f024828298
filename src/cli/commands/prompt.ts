import { InvalidArgumentError, type Command } from 'commander'
import type { Task } from '../../contracts/task.ts'
import { TaskError } from '../../errors.ts'
import { loadTask } from '../../workflow/load-task.ts'
import { importPrompt, newPrompt, type CreatedPrompt } from '../../workflow/prompt/create-prompt.ts'
import { diffPrompts } from '../../workflow/prompt/diff-prompts.ts'
import { listPrompts } from '../../workflow/prompt/list-prompts.ts'
import { promotePrompt } from '../../workflow/prompt/promote-prompt.ts'
import { showPrompt } from '../../workflow/prompt/show-prompt.ts'
import type { PromptTrial } from '../../workflow/prompt/try-prompts.ts'
import { findAuthor } from '../author.ts'
import { command, defaultTaskPath } from '../command.ts'
import { cacheHome, npmCliPath } from '../home.ts'
import { hostedOptions, parseUsd } from '../hosted.ts'
import { progressLine } from '../terminal/progress-line.ts'
import { promptDiff } from '../terminal/prompt/prompt-diff.ts'
import { promptText } from '../terminal/prompt/prompt-text.ts'
import { promptTable } from '../terminal/prompt/prompt-table.ts'
import { trialText } from '../terminal/prompt/trial-text.ts'
import { drawRunEvents } from '../terminal/run-events.ts'
import { spendSummary } from '../terminal/spend-words.ts'
import { stopSignal } from '../terminal/stop-signal.ts'
import { stdoutFacts } from '../terminal/terminal-facts.ts'

interface TaskFlags {
  task: string
  json?: true
}

interface WriteFlags {
  task: string
  author?: string
  note?: string
}

interface TryFlags extends TaskFlags {
  rows: number
  against: string[]
  model?: string
  author?: string
  maxSpend?: number
}

export function promptCommand(): Command {
  const prompt = command('prompt', {
    description: 'The prompts of a task: list, compare, try and write versions of them.',
    examples: [
      'crossover prompt list',
      'crossover prompt show zero-shot',
      'crossover prompt diff zero-shot                      against the version it was made from',
      'crossover prompt new short --from zero-shot          then edit prompts/short.liquid',
      'crossover prompt try short --against zero-shot       on five validation rows, side by side',
      'crossover prompt promote zero-shot@1a2b3c            an older version again',
      'crossover prompt import desk.prompty',
    ],
  })
  for (const below of [listCommand(), showCommand(), diffCommand(), tryCommand()]) prompt.addCommand(below)
  for (const below of [newCommand(), promoteCommand(), importCommand()]) prompt.addCommand(below)
  return prompt
}

function listCommand(): Command {
  return withTask('list', {
    description: 'Every prompt with its current version, author, date and score.',
    examples: ['crossover prompt list', 'crossover prompt list --json'],
  })
    .option('--json', 'print the list as JSON')
    .action(async ({ task: path, json }: TaskFlags) => {
      const prompts = await listPrompts(await loadTask(path))
      process.stdout.write(json === true ? jsonLine(prompts) : `${promptTable(prompts, stdoutFacts())}\n`)
    })
}

function showCommand(): Command {
  return withTask('show', {
    description: 'The text of a prompt, the variables it names, and its versions.',
    examples: ['crossover prompt show zero-shot', 'crossover prompt show zero-shot@1a2b3c'],
  })
    .argument('<prompt>', 'name, or name@version')
    .option('--json', 'print it as JSON')
    .action(async (reference: string, { task: path, json }: TaskFlags) => {
      const shown = await showPrompt(await loadTask(path), reference)
      process.stdout.write(json === true ? jsonLine(shown) : promptText(shown, stdoutFacts()))
    })
}

function diffCommand(): Command {
  return withTask('diff', {
    description: 'The words in which two prompts differ.',
    examples: ['crossover prompt diff zero-shot', 'crossover prompt diff zero-shot short'],
  })
    .argument('<prompt>', 'name, or name@version')
    .argument('[other]', 'what it is compared with; otherwise the version the first was made from')
    .action(async (one: string, other: string | undefined, { task: path }: TaskFlags) => {
      const diff = await diffPrompts(await loadTask(path), one, other)
      process.stdout.write(promptDiff(diff, stdoutFacts()))
    })
}

function tryCommand(): Command {
  return withTask('try', {
    description: 'Ask prompts a few validation rows, side by side. Test rows stay sealed.',
    examples: ['crossover prompt try short --against zero-shot --rows 10'],
  })
    .argument('<prompt>', 'name, or name@version')
    .option('--rows <n>', 'rows to ask', parseRows, 5)
    .option('--against <prompt>', 'another to ask the same rows; may be repeated', append, [])
    .option('--model <name>', 'language model; otherwise the task’s first')
    .option('--author <name>', 'who is written down; otherwise git’s user.name')
    .option('--max-spend <usd>', 'most that a hosted model may cost; otherwise the task file’s', parseUsd)
    .option('--json', 'print answers and scores as JSON')
    .action(tryPrompt)
}

function newCommand(): Command {
  return withWriting('new', {
    description: 'Write a prompt of your own, as a copy of another or of a file.',
    examples: ['crossover prompt new short --from few-shot', 'crossover prompt new short --from old.txt'],
  })
    .argument('<name>', 'a-z, 0-9 and -')
    .option('--from <prompt>', 'name, name@version or a file', 'zero-shot')
    .action(async (name: string, flags: WriteFlags & { from: string }) => {
      const task = await loadTask(flags.task)
      printCreated(await newPrompt(task, { name, from: flags.from, ...(await doing(task, flags)) }), task)
    })
}

function promoteCommand(): Command {
  return withWriting('promote', {
    description: 'Make a version the current one.',
    examples: ['crossover prompt promote zero-shot@1a2b3c --note "the longer one did worse"'],
  })
    .argument('<version>', 'name@version')
    .action(async (reference: string, flags: WriteFlags) => {
      const task = await loadTask(flags.task)
      const { name, version, path, before } = await promotePrompt(task, reference, await doing(task, flags))
      const was = before === undefined ? 'It was that already.' : `It was ${name}@${before}.`
      process.stdout.write(`${path} is ${name}@${version}. ${was}\n`)
    })
}

function importCommand(): Command {
  return withWriting('import', {
    description: 'Write a prompt from a plain text or a .prompty file.',
    examples: [
      'crossover prompt import desk.prompty',
      'crossover prompt import old.txt --variable ask=input',
    ],
  })
    .argument('<file>', 'the file')
    .option('--name <name>', 'what it is called here; otherwise as in the file')
    .option('--variable <old=new>', 'what a variable is called here; may be repeated', append, [])
    .action(async (file: string, flags: WriteFlags & { name?: string; variable: string[] }) => {
      const task = await loadTask(flags.task)
      const name = flags.name === undefined ? {} : { name: flags.name }
      const map = Object.fromEntries(flags.variable.map(parseVariable))
      printCreated(await importPrompt(task, file, { map, ...name, ...(await doing(task, flags)) }), task)
    })
}

function withTask(name: string, facts: Parameters<typeof command>[1]): Command {
  return command(`prompt ${name}`, facts)
    .name(name)
    .option('--task <path>', 'task file or its folder', defaultTaskPath)
}

function withWriting(name: string, facts: Parameters<typeof command>[1]): Command {
  return withTask(name, facts)
    .option('--author <name>', 'who is written down; otherwise git’s user.name')
    .option('--note <text>', 'why, in a few words')
}

async function doing(task: Task, { author, note }: WriteFlags) {
  const extra = note === undefined ? {} : { note }
  return { author: await findAuthor(task.folder, author), at: new Date(), ...extra }
}

function printCreated({ name, version, path, variables, notes }: CreatedPrompt, task: Task): void {
  const lines = [
    `${path} is ${name}@${version}. It names ${variables.join(', ')}.`,
    ...notes.map((note) => `  ${note}`),
    `Try it: crossover prompt try ${name}`,
    ...(task.prompts.includes(name)
      ? []
      : [
          `To have a run measure it, add to ${task.path}:`,
          `  prompts: [${[...task.prompts, name].join(', ')}]`,
        ]),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** Loads what asks models only now: the other commands start in half the time. */
async function tryPrompt(reference: string, flags: TryFlags): Promise<void> {
  const { createModelPool } = await import('../../models/pool.ts')
  const { tryPrompts } = await import('../../workflow/prompt/try-prompts.ts')
  const task = await loadTask(flags.task)
  const line = progressLine()
  const events = drawRunEvents(line)
  const signal = stopSignal()
  const hosted = hostedOptions(task, flags.maxSpend)
  const { progress } = events
  const pool = createModelPool({ home: cacheHome(), progress, signal, ...hosted, ...npmCliPath() })
  try {
    const trial = await tryPrompts(task, [reference, ...flags.against], {
      pool,
      events,
      signal,
      rows: flags.rows,
      author: await findAuthor(task.folder, flags.author),
      at: new Date(),
      ...(flags.model === undefined ? {} : { model: flags.model }),
    })
    line.done()
    printTrial(trial, flags)
  } finally {
    line.done()
    const spent = spendSummary(hosted.meter.spend())
    if (spent !== undefined) process.stderr.write(`${spent}\n`)
    await pool.close()
  }
}

function printTrial(trial: PromptTrial, { json }: TryFlags): void {
  process.stdout.write(json === true ? jsonLine(trial) : trialText(trial, stdoutFacts()))
}

function jsonLine(value: unknown): string {
  return `${JSON.stringify(value)}\n`
}

function append(value: string, before: string[]): string[] {
  return [...before, value]
}

function parseRows(text: string): number {
  const rows = Number(text)
  if (Number.isInteger(rows) && rows >= 1) return rows
  throw new InvalidArgumentError('It must be a whole number of at least 1.')
}

function parseVariable(text: string): [string, string] {
  const [from = '', to = '', ...more] = text.split('=')
  if (from !== '' && to !== '' && more.length === 0) return [from, to]
  throw new TaskError(`--variable is "${text}". Write --variable question=input.`)
}
