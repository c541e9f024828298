import { confirm, isCancel } from '@clack/prompts'
import { InvalidArgumentError, type Command } from 'commander'
import { exampleFormats } from '../../data/import/detect-format.ts'
import { importExamples, type Import } from '../../data/import/import-examples.ts'
import { StoppedError } from '../../errors.ts'
import { renderDropped, renderImport } from '../../report/render-import.ts'
import { assertFree, writeImport } from '../../workflow/write-import.ts'
import { command } from '../command.ts'
import { isInteractive } from '../terminal/terminal-facts.ts'
import { countOf } from '../../report/words/format-count.ts'

interface ImportFlags {
  output: string
  format?: string
  input?: string
  expected?: string
  sheet?: string
  sample?: number
  dryRun?: true
  force?: true
  yes?: true
}

export function importCommand(): Command {
  return command('import', {
    description: 'Read examples of any known format and write them as plain JSON lines.',
    examples: [
      'crossover import chats.jsonl',
      'crossover import requests.jsonl output.jsonl --output batch.jsonl',
      'crossover import big.parquet --sample 20000 --output examples.jsonl',
    ],
  })
    .argument(
      '<file...>',
      'a file, or several that belong together (requests and answers, logs and feedback)',
    )
    .option('--output <path>', 'where to write the examples', 'examples.jsonl')
    .option('--format <name>', `whose format it is, if not recognised: ${names()}`)
    .option('--input <field>', 'plain rows: field of the input (dotted path)')
    .option('--expected <field>', 'plain rows: field of the answer (dotted path)')
    .option('--sheet <name>', 'of a spreadsheet, where it is not the first')
    .option('--sample <rows>', 'write so many rows, drawn evenly', parseCount)
    .option('--dry-run', 'show the first examples and write nothing')
    .option('--force', 'replace an existing file')
    .option('-y, --yes', 'write without asking')
    .action(run)
}

function names(): string {
  return [...exampleFormats.map(({ name }) => name), 'plain'].join(', ')
}

/** @throws InvalidArgumentError with what is allowed. */
function parseCount(value: string): number {
  const count = Number(value)
  if (Number.isInteger(count) && count > 0) return count
  throw new InvalidArgumentError('It must be a whole number above 0.')
}

async function run(paths: string[], flags: ImportFlags): Promise<void> {
  const [first, ...more] = paths
  if (first === undefined) return
  if (flags.dryRun !== true) await assertFree(flags.output, flags.force === true)
  const { format, input, expected, sheet, sample } = flags
  const opened = await importExamples({
    paths: [first, ...more],
    ...(format === undefined ? {} : { format }),
    sheet,
    known: { ...(input === undefined ? {} : { input }), ...(expected === undefined ? {} : { expected }) },
  })
  process.stderr.write(`${renderImport(opened)}\n`)
  if (flags.dryRun === true) return
  if (flags.yes !== true && isInteractive()) await confirmImport(flags.output)
  const options = { path: flags.output, overwrite: flags.force === true }
  const rows = await writeImport(opened.rows, { ...options, ...(sample === undefined ? {} : { sample }) })
  finish(opened, { rows, output: flags.output })
}

function finish(opened: Import, { rows, output }: { rows: number; output: string }): void {
  process.stderr.write(renderDropped(opened.dropped()))
  process.stdout.write(`${output}: ${countOf(rows, 'example')}\nNext: crossover init ${output}\n`)
}

async function confirmImport(output: string): Promise<void> {
  const answer = await confirm({ message: `Write the examples to ${output} like this?` })
  if (isCancel(answer) || !answer)
    throw new StoppedError('Nothing was written.', {
      hint: 'Name the format with --format, or the fields with --input and --expected.',
    })
}
