import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import {
  exampleFormatSchema,
  metricSchema,
  type ExampleFormatName,
  type Metric,
} from '../../contracts/task.ts'
import { suggestAnswers, type GivenAnswers, type InitAnswers } from '../../workflow/init/init-answers.ts'
import { readInitRows } from '../../workflow/init/read-init-rows.ts'
import { draftTask, tryTestFile, writeTask } from '../../workflow/init/write-task.ts'
import { assertFree } from '../../workflow/write-import.ts'
import { StoppedError } from '../../errors.ts'
import { command, defaultTaskPath } from '../command.ts'
import { askYes } from '../terminal/ask.ts'
import { describeMapping, describeRows } from '../terminal/describe-init.ts'
import { askInit } from '../terminal/init-questions.ts'
import { asFlag, parseAmount, parseShare } from '../terminal/parse-answer.ts'
import { isInteractive } from '../terminal/terminal-facts.ts'

interface InitFlags {
  test?: string
  input?: string
  expected?: string
  id?: string
  time?: string
  group?: string
  format?: ExampleFormatName
  sheet?: string
  kind?: InitAnswers['kind']
  split?: InitAnswers['split']
  metric?: Metric
  target?: number
  perMonth?: number
  cost?: number
  latency?: number
  output: string
  force?: true
  yes?: true
}

export function initCommand(): Command {
  return command('init', {
    description:
      'Write a commented task file for a file of examples (JSONL, JSON, CSV, Parquet, XLSX, files of other tools). ' +
      'On a terminal it asks; each flag answers a question.',
    examples: [
      'crossover init tickets.csv',
      'crossover init tickets.csv --yes                     every guess taken, nothing asked',
      'crossover init train.jsonl --test test.jsonl',
      'crossover init tickets.csv --input body --expected team --target 0.85 --per-month 40000',
    ],
  })
    .argument('<data>', 'file of labelled examples')
    .option('--input <field>', 'field of the input (dotted path)')
    .option('--expected <field>', 'field of the answer (dotted path)')
    .option('--id <field>', 'field of the id, different in every row')
    .option('--time <field>', 'field of the time')
    .option('--group <field>', 'field of the group whose rows must not be separated')
    .addOption(
      new Option('--format <name>', 'whose format, if not recognised').choices(exampleFormatSchema.options),
    )
    .option('--sheet <name>', 'of a spreadsheet, where it is not the first')
    .addOption(
      new Option('--kind <kind>', 'kind of task').choices(['classification', 'extraction', 'generation']),
    )
    .option('--test <file>', 'a test file of its own; otherwise 20 % is drawn and sealed')
    .addOption(new Option('--split <by>', 'how it is drawn').choices(['random', 'group', 'time']))
    .addOption(new Option('--metric <name>', 'what quality is measured by').choices(metricSchema.options))
    .option('--target <rate>', 'quality to reach, between 0 and 1', asFlag(parseShare))
    .option('--per-month <answers>', 'volume', asFlag(parseAmount))
    .option('--cost <usd>', 'what one answer may cost', asFlag(parseAmount))
    .option('--latency <ms>', 'how long 19 of 20 answers may take at most', asFlag(parseAmount))
    .option('--output <path>', 'where to write the task file', defaultTaskPath)
    .option('--force', 'replace an existing task file')
    .option('-y, --yes', 'take every guess without asking')
    .action(init)
}

async function init(data: string, flags: InitFlags): Promise<void> {
  const { output, force = false, format, sheet } = flags
  await assertFree(resolve(output), force)
  const given = givenAnswers(flags)
  const source = {
    path: data,
    format,
    sheet,
    ...(given.fields === undefined ? {} : { fields: given.fields }),
  }
  const rows = await readInitRows(source)
  process.stderr.write(`${describeRows(rows)}\n`)
  const isAsking = flags.yes !== true && isInteractive()
  const result = isAsking
    ? await askInit({ source, rows, given })
    : { source, rows, ...suggestAnswers(rows, given) }
  if (!isAsking) process.stderr.write(`${describeMapping(rows, result.answers, result.why)}\n`)
  if (result.answers.test !== undefined)
    await tryTestFile({ ...result.source, path: result.answers.test }, result.answers)
  const draft = draftTask({ ...result, output })
  if (isAsking && !(await askYes(`Write ${draft.path}?`))) throw new StoppedError('Nothing was written.')
  await writeTask(draft, { overwrite: force })
  process.stdout.write(`${draft.path}\nNext: crossover check, then crossover run\n`)
}

function givenAnswers(flags: InitFlags): GivenAnswers {
  const { input, expected, id, time, group } = flags
  return {
    fields: defined({ input, expected, id, time, group }),
    ...defined({
      format: flags.format,
      sheet: flags.sheet,
      kind: flags.kind,
      test: flags.test,
      split: flags.split,
      metric: flags.metric,
      target: flags.target,
      perMonth: flags.perMonth,
      costPerQueryUsd: flags.cost,
      p95Ms: flags.latency,
    }),
  }
}

/** The entries that have a value. */
function defined<Entries extends object>(
  entries: Entries,
): { [Key in keyof Entries]?: Exclude<Entries[Key], undefined> } {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Entries]?: Exclude<Entries[Key], undefined>
  }
}
