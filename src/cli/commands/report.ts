import type { Command } from 'commander'
import type { Task } from '../../contracts/task.ts'
import { renderTerminal } from '../../report/render-terminal.ts'
import { renderTestRows } from '../../report/render-test-rows.ts'
import { showTestRows } from '../../workflow/decide/show-test-rows.ts'
import { loadTask } from '../../workflow/load-task.ts'
import { readReport } from '../../workflow/read-report.ts'
import { command, defaultTaskPath } from '../command.ts'
import { stdoutFacts } from '../terminal/terminal-facts.ts'

interface ReportFlags {
  json?: true
  openTest?: true
}

export function reportCommand(): Command {
  return command('report', {
    description: 'Show the latest report again. Nothing is measured.',
    examples: ['crossover report', 'crossover report --json', 'crossover report examples/support-triage'],
  })
    .argument('[task]', 'task file or its folder', defaultTaskPath)
    .option('--json', 'print the report as one JSON object')
    .option(
      '--open-test',
      'print the test rows with their answers; verdicts on what is fitted later are exploratory',
    )
    .action(async (path: string, flags: ReportFlags) => {
      const task = await loadTask(path)
      if (flags.openTest === true) return printTestRows(task, flags)
      const { report, htmlPath } = await readReport(task)
      if (flags.json === true) process.stdout.write(`${JSON.stringify(report)}\n`)
      else process.stdout.write(`${renderTerminal(report, stdoutFacts())}\n\nReport: ${htmlPath}\n`)
    })
}

async function printTestRows(task: Task, { json }: ReportFlags): Promise<void> {
  const rows = await showTestRows(task)
  process.stderr.write(
    'These test rows count as seen from now on (test-openings.jsonl): verdicts on candidates fitted later are exploratory.\n',
  )
  process.stdout.write(`${json === true ? JSON.stringify(rows) : renderTestRows(rows, stdoutFacts())}\n`)
}
