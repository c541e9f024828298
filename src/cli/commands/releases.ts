import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Task } from '../../contracts/task.ts'
import { StoreError, messageOf } from '../../errors.ts'
import type { Doing } from '../../releases/history/promote.ts'
import { rollBack } from '../../releases/history/promote.ts'
import { renderModelCard } from '../../report/render-model-card.ts'
import { loadTask } from '../../workflow/load-task.ts'
import { diffReleases } from '../../workflow/releases/diff-releases.ts'
import { findRelease } from '../../workflow/releases/find-release.ts'
import { listReleases } from '../../workflow/releases/list-releases.ts'
import { promoteRelease } from '../../workflow/releases/promote-release.ts'
import { assertFree } from '../../workflow/write-import.ts'
import { findAuthor } from '../author.ts'
import { command, defaultTaskPath } from '../command.ts'
import { ExitCode } from '../exit-code.ts'
import { cacheHome } from '../home.ts'
import { releaseDiff } from '../terminal/releases/release-diff.ts'
import { releaseTable } from '../terminal/releases/release-table.ts'
import { promotedText, rolledBackText } from '../terminal/releases/release-words.ts'
import { rowsFile, traceText } from '../terminal/releases/trace-text.ts'
import { stdoutFacts } from '../terminal/terminal-facts.ts'

interface TaskFlags {
  task: string
  json?: true
}

interface WriteFlags {
  task: string
  by?: string
  note?: string
}

interface OutputFlags extends TaskFlags {
  output?: string
  force?: true
}

interface ExportFlags extends TaskFlags {
  output: string
  force?: true
  withBase?: true
}

const which = 'name, version, or its first digits; otherwise the release'

export function releasesCommand(): Command {
  const releases = command('releases', {
    description: 'The candidates runs have fitted: their model cards, and the one that is released.',
    examples: [
      'crossover releases list',
      'crossover releases show head                       its model card, as Markdown',
      'crossover releases promote --note "tests passed"   what the latest verdict chose',
      'crossover releases rollback                        the release before it again',
      'crossover releases diff 1a2b3c4d                   against the release',
      'crossover releases trace 1a2b3c4d                  the rows it was trained on',
      'crossover releases export head --output head/      files for other programs',
    ],
  })
  for (const below of [listCommand(), showCommand(), diffCommand(), traceCommand()])
    releases.addCommand(below)
  for (const below of [promoteCommand(), rollbackCommand(), exportCommand()]) releases.addCommand(below)
  return releases
}

function listCommand(): Command {
  return withTask('list', {
    description: 'Every candidate with its figures, and who released what, when and why.',
    examples: ['crossover releases list', 'crossover releases list --json'],
  })
    .option('--json', 'print cards and history as JSON')
    .action(async ({ task: path, json }: TaskFlags) => {
      const listed = await listReleases(await loadTask(path))
      process.stdout.write(json === true ? jsonLine(listed) : releaseTable(listed, stdoutFacts()))
    })
}

function showCommand(): Command {
  return withTask('show', {
    description: 'The model card of a candidate.',
    examples: ['crossover releases show', 'crossover releases show head --json'],
  })
    .argument('[candidate]', which)
    .option('--json', 'print the card as JSON')
    .action(async (reference: string | undefined, { task: path, json }: TaskFlags) => {
      const card = await findRelease(await loadTask(path), reference)
      process.stdout.write(json === true ? jsonLine(card) : renderModelCard(card))
    })
}

function diffCommand(): Command {
  return withTask('diff', {
    description: 'All in which two candidates differ: recipe, data, models, figures.',
    examples: ['crossover releases diff 1a2b3c4d', 'crossover releases diff head "n-gram linear"'],
  })
    .argument('<candidate>', 'name, version, or its first digits')
    .argument('[other]', 'what it becomes; otherwise the first is compared with the release')
    .option('--json', 'print the differences as JSON')
    .action(async (one: string, other: string | undefined, { task: path, json }: TaskFlags) => {
      const diff = await diffReleases(await loadTask(path), one, other)
      process.stdout.write(json === true ? jsonLine(diff.changes) : releaseDiff(diff, stdoutFacts()))
    })
}

function traceCommand(): Command {
  return withTask('trace', {
    description: 'The rows a version was trained and chosen on, and whether they are still the same.',
    examples: ['crossover releases trace 1a2b3c4d', 'crossover releases trace --output rows.jsonl'],
  })
    .argument('[version]', which)
    .option('--output <path>', 'write the id of every row, one JSON object a line')
    .option('--force', 'replace an existing file')
    .option('--json', 'print it as JSON')
    .action(trace)
}

/** Loads what reads examples only now: the other commands start faster. Exit 1 where the rows have changed. */
async function trace(reference: string | undefined, flags: OutputFlags): Promise<void> {
  const { traceRelease } = await import('../../workflow/releases/trace-release.ts')
  if (flags.output !== undefined) await assertFree(flags.output, flags.force === true)
  const traced = await traceRelease(await loadTask(flags.task), reference)
  if (flags.output !== undefined) await write(flags.output, rowsFile(traced))
  process.stdout.write(flags.json === true ? jsonLine(traced) : traceText(traced, flags.output))
  if (!traced.train.matches || !traced.validation.matches) process.exitCode = ExitCode.notMet
}

function promoteCommand(): Command {
  return withWriting('promote', {
    description: 'Make a candidate the release: crossover predict answers with it.',
    examples: ['crossover releases promote', 'crossover releases promote head --note "tests passed"'],
  })
    .argument('[candidate]', 'name, version, or its first digits; otherwise what the latest verdict chose')
    .action(async (reference: string | undefined, flags: WriteFlags) => {
      const task = await loadTask(flags.task)
      const promoted = await promoteRelease(task, reference, await doing(task, flags))
      for (const warning of promoted.warnings) process.stderr.write(`${warning}\n`)
      process.stdout.write(promotedText(promoted))
    })
}

function rollbackCommand(): Command {
  return withWriting('rollback', {
    description: 'Take the release back: the one before it is released again.',
    examples: ['crossover releases rollback --note "slower than it was"'],
  }).action(async (flags: WriteFlags) => {
    const task = await loadTask(flags.task)
    process.stdout.write(rolledBackText(await rollBack(task.folder, await doing(task, flags))))
  })
}

function exportCommand(): Command {
  return withTask('export', {
    description: 'Write a candidate as files for other programs, with its model card.',
    examples: [
      'crossover releases export --output release/',
      'crossover releases export lora --output lora/ --with-base',
    ],
  })
    .argument('[candidate]', which)
    .requiredOption('--output <folder>', 'where to write; a folder that is empty or not there yet')
    .option('--with-base', 'copy the weights of a local language model too')
    .option('--force', 'write into a folder that has files')
    .option('--json', 'print what was written as JSON')
    .action(exportFiles)
}

async function exportFiles(reference: string | undefined, flags: ExportFlags): Promise<void> {
  const { exportRelease } = await import('../../workflow/releases/export-release.ts')
  const { files, notes } = await exportRelease(await loadTask(flags.task), reference, {
    output: resolve(flags.output),
    overwrite: flags.force === true,
    home: cacheHome(),
    withBase: flags.withBase === true,
  })
  for (const note of notes) process.stderr.write(`${note}\n`)
  const listed = files.map(({ path, about }) => ({ path, about }))
  const width = Math.max(...listed.map(({ path }) => path.length))
  const lines = listed.map(({ path, about }) => `  ${path.padEnd(width)}  ${about}`)
  process.stdout.write(flags.json === true ? jsonLine(listed) : `${flags.output}:\n${lines.join('\n')}\n`)
}

function withTask(name: string, facts: Parameters<typeof command>[1]): Command {
  return command(`releases ${name}`, facts)
    .name(name)
    .option('--task <path>', 'task file or its folder', defaultTaskPath)
}

function withWriting(name: string, facts: Parameters<typeof command>[1]): Command {
  return withTask(name, facts)
    .option('--by <name>', 'who is written down; otherwise git’s user.name')
    .option('--note <text>', 'why, in a few words')
}

async function doing(task: Task, { by, note }: WriteFlags): Promise<Doing> {
  const extra = note === undefined ? {} : { note }
  return { by: await findAuthor(task.folder, by), at: new Date(), ...extra }
}

async function write(path: string, text: string): Promise<void> {
  await writeFile(path, text).catch((cause: unknown) => {
    throw new StoreError(`Cannot write ${path}: ${messageOf(cause)}.`, { cause })
  })
}

function jsonLine(value: unknown): string {
  return `${JSON.stringify(value)}\n`
}
