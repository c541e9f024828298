import { writeFile } from 'node:fs/promises'
import { Option, type Command } from 'commander'
import { plainFormats, trainingFormats, type ExportFormat } from '../../data/export/training-formats.ts'
import { StoreError, messageOf } from '../../errors.ts'
import { exportTask } from '../../workflow/export-task.ts'
import { loadTask } from '../../workflow/load-task.ts'
import { assertFree } from '../../workflow/write-import.ts'
import { command, defaultTaskPath } from '../command.ts'
import { countOf } from '../../report/words/format-count.ts'

interface ExportFlags {
  format: ExportFormat
  split: 'train' | 'validation' | 'test'
  output?: string
  system?: string
  force?: true
}

export function exportCommand(): Command {
  return command('export', {
    description: "Write a task's examples for training or answering elsewhere.",
    examples: [
      'crossover export --format openai-chat --output train.jsonl',
      'crossover export examples/support-triage --format parquet --output train.parquet',
      'crossover export --split test --format jsonl > questions.jsonl',
    ],
  })
    .argument('[task]', 'task file or its folder', defaultTaskPath)
    .addOption(
      new Option('--format <name>', 'whose format')
        .choices([...trainingFormats, ...plainFormats])
        .default('jsonl'),
    )
    .addOption(
      new Option('--split <part>', 'which rows; test rows come without answers')
        .choices(['train', 'validation', 'test'])
        .default('train'),
    )
    .option('--system <text>', 'a system message for every row')
    .option('--output <path>', 'where to write it; otherwise stdout')
    .option('--force', 'replace an existing file')
    .action(run)
}

async function run(path: string, { output, force, ...options }: ExportFlags): Promise<void> {
  if (output !== undefined) await assertFree(output, force === true)
  const { bytes, rows, twins } = await exportTask(await loadTask(path), options)
  if (twins > 0) process.stderr.write(`${countOf(twins, 'row')} left out: twins of test rows\n`)
  if (output === undefined) {
    process.stdout.write(bytes)
    return
  }
  await writeFile(output, bytes).catch((cause: unknown) => {
    throw new StoreError(`Cannot write ${output}: ${messageOf(cause)}.`, { cause })
  })
  process.stdout.write(`${output}: ${countOf(rows, 'example')}\n`)
}
