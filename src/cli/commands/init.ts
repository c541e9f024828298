import { confirm, isCancel, text } from '@clack/prompts'
import { InvalidArgumentError, type Command } from 'commander'
import { StoppedError } from '../../errors.ts'
import { draftTask, writeTask, type InitRequest, type TaskDraft } from '../../workflow/init/write-task.ts'
import { command, defaultTaskPath } from '../command.ts'
import { isInteractive } from '../terminal/terminal-facts.ts'

interface InitFlags {
  test?: string
  output: string
  input?: string
  expected?: string
  target: number
  force?: true
  yes?: true
}

export function initCommand(): Command {
  return command('init', {
    description:
      'Write a commented task file for a file of examples (JSONL, JSON, CSV, Parquet, XLSX, files of other tools).',
    examples: [
      'crossover init tickets.csv --yes',
      'crossover init train.jsonl --test test.jsonl',
      'crossover init tickets.csv --input body --expected team --target 0.85',
    ],
  })
    .argument('<data>', 'file of labelled examples')
    .option('--test <file>', 'a test file of its own; otherwise 20 % is drawn and sealed')
    .option('--input <field>', 'field of the input (dotted path)')
    .option('--expected <field>', 'field of the answer (dotted path)')
    .option('--target <rate>', 'quality to reach, between 0 and 1', parseTarget, 0.9)
    .option('--output <path>', 'where to write the task file', defaultTaskPath)
    .option('--force', 'replace an existing task file')
    .option('-y, --yes', 'take every guess without asking')
    .action(init)
}

/** @throws InvalidArgumentError with the value and what is allowed. */
function parseTarget(value: string): number {
  const rate = Number(value)
  if (rate > 0 && rate < 1) return rate
  const percent = rate >= 1 && rate < 100 ? ` Write ${rate / 100} for ${rate} %.` : ''
  throw new InvalidArgumentError(`It must lie between 0 and 1.${percent}`)
}

async function init(data: string, flags: InitFlags): Promise<void> {
  const request: InitRequest = {
    data,
    output: flags.output,
    overwrite: flags.force === true,
    target: flags.target,
    known: {
      ...(flags.input === undefined ? {} : { input: flags.input }),
      ...(flags.expected === undefined ? {} : { expected: flags.expected }),
    },
    ...(flags.test === undefined ? {} : { test: flags.test }),
  }
  const isAsking = flags.yes !== true && isInteractive()
  const draft = await draftTask(isAsking ? { ...request, target: await askTarget(request.target) } : request)
  process.stderr.write(`${describe(draft)}\n`)
  if (isAsking) await confirmDraft(draft)
  await writeTask(draft, request)
  process.stdout.write(`${draft.path}\nNext: crossover check, then crossover run\n`)
}

function describe({ guess, rows, readAs: [format = '', ...mapping] }: TaskDraft): string {
  return [`${rows} rows read as ${format}:`, ...[...mapping, ...guess.why].map((why) => `  ${why}`)].join(
    '\n',
  )
}

async function askTarget(suggested: number): Promise<number> {
  const answer = await text({
    message: 'Which share of answers must be right to be useful?',
    initialValue: String(suggested),
    validate: (value) =>
      Number(value) > 0 && Number(value) < 1 ? undefined : 'Between 0 and 1: 0.9 means 90 %.',
  })
  if (isCancel(answer)) throw new StoppedError('Nothing was written.')
  return Number(answer)
}

async function confirmDraft(draft: TaskDraft): Promise<void> {
  const answer = await confirm({ message: `Write ${draft.path} with these fields?` })
  if (isCancel(answer) || !answer)
    throw new StoppedError('Nothing was written.', { hint: 'Name the fields with --input and --expected.' })
}
