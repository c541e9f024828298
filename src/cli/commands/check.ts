import type { Command } from 'commander'
import { renderCheck } from '../../report/render-check.ts'
import { checkData } from '../../workflow/check-data.ts'
import { loadTask } from '../../workflow/load-task.ts'
import { command, defaultTaskPath } from '../command.ts'
import { ExitCode } from '../exit-code.ts'
import { stdoutFacts } from '../terminal/terminal-facts.ts'

export function checkCommand(): Command {
  return command('check', {
    description: 'Assess the examples: enough, clean, separate? No model runs.',
    examples: ['crossover check', 'crossover check examples/support-triage --json'],
  })
    .argument('[task]', 'task file or its folder', defaultTaskPath)
    .option('--json', 'print the assessment as one JSON object')
    .action(async (path: string, flags: { json?: true }) => {
      const task = await loadTask(path)
      const data = await checkData(task)
      const text =
        flags.json === true
          ? JSON.stringify(data)
          : renderCheck(data, { ...stdoutFacts(), name: task.name, metric: task.success.quality.metric })
      process.stdout.write(`${text}\n`)
      const isBlocked = data.findings.some(({ severity }) => severity === 'blocker')
      process.exitCode = isBlocked ? ExitCode.notMet : ExitCode.done
    })
}
