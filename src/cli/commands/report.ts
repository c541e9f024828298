import type { Command } from 'commander'
import { renderTerminal } from '../../report/render-terminal.ts'
import { loadTask } from '../../workflow/load-task.ts'
import { readReport } from '../../workflow/read-report.ts'
import { command, defaultTaskPath } from '../command.ts'
import { stdoutFacts } from '../terminal/terminal-facts.ts'

export function reportCommand(): Command {
  return command('report', {
    description: 'Show the latest report again. Nothing is measured.',
    examples: ['crossover report', 'crossover report --json', 'crossover report examples/support-triage'],
  })
    .argument('[task]', 'task file or its folder', defaultTaskPath)
    .option('--json', 'print the report as one JSON object')
    .action(async (path: string, flags: { json?: true }) => {
      const { report, htmlPath } = await readReport(await loadTask(path))
      if (flags.json === true) process.stdout.write(`${JSON.stringify(report)}\n`)
      else process.stdout.write(`${renderTerminal(report, stdoutFacts())}\n\nReport: ${htmlPath}\n`)
    })
}
