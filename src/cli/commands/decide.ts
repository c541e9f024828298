import type { Command } from 'commander'
import { renderRedecision } from '../../report/render-redecision.ts'
import { redecideTask } from '../../workflow/decide/redecide-task.ts'
import { parseSetValue, withValues } from '../../workflow/decide/set-values.ts'
import { loadTask } from '../../workflow/load-task.ts'
import { command, defaultTaskPath } from '../command.ts'
import { ExitCode } from '../exit-code.ts'
import { stdoutFacts } from '../terminal/terminal-facts.ts'

interface DecideFlags {
  set: string[]
  json?: true
}

export function decideCommand(): Command {
  return command('decide', {
    description: 'Decide the latest verdict again under other volumes, prices or targets. Nothing is asked.',
    examples: [
      'crossover decide --set volume.perMonth=50000',
      "crossover decide --set 'prices.openai:gpt-5.4-mini={ inputPerMillionUsd: 0.1, outputPerMillionUsd: 0.8 }'",
      'crossover decide                                  with the task file as it is now',
    ],
  })
    .argument('[task]', 'task file or its folder', defaultTaskPath)
    .option('--set <key=value>', 'a key of the task file, dotted; may stand more than once', collect, [])
    .option('--json', 'print one JSON object: set, before (the verdict it was), report')
    .action(decideAgain)
}

function collect(value: string, values: string[]): string[] {
  return [...values, value]
}

async function decideAgain(path: string, { set, json }: DecideFlags): Promise<void> {
  const values = set.map(parseSetValue)
  const task = await loadTask(path, (file) => withValues(file, values))
  const again = await redecideTask(task)
  const { report, before } = again
  const words =
    json === true
      ? JSON.stringify({ set, before: before.verdict, report })
      : renderRedecision(again, set, stdoutFacts())
  process.stdout.write(`${words}\n`)
  const { choice } = report.verdict
  process.exitCode = choice === 'none' || choice === 'not-enough-evidence' ? ExitCode.notMet : ExitCode.done
}
