import type { Command } from 'commander'
import type { Task } from '../../contracts/task.ts'
import { renderCheck } from '../../report/render-check.ts'
import { checkData } from '../../workflow/check-data.ts'
import { redactData } from '../../workflow/redact-data.ts'
import { loadTask } from '../../workflow/load-task.ts'
import { command, defaultTaskPath } from '../command.ts'
import { ExitCode } from '../exit-code.ts'
import { cacheHome } from '../home.ts'
import { stdoutFacts } from '../terminal/terminal-facts.ts'

export function checkCommand(): Command {
  return command('check', {
    description: 'Assess the examples: enough, clean, separate? No model runs.',
    examples: [
      'crossover check',
      'crossover check examples/support-triage --json',
      'crossover check --redact clean',
    ],
  })
    .argument('[task]', 'task file or its folder', defaultTaskPath)
    .option('--json', 'print the assessment as one JSON object')
    .option(
      '--redact <folder>',
      'write copies of the data files with placeholders for personal data and keys',
    )
    .action(async (path: string, flags: { json?: true; redact?: string }) => {
      const task = await loadTask(path)
      const data = await checkData(task, { home: cacheHome() })
      const text =
        flags.json === true
          ? JSON.stringify(data)
          : renderCheck(data, { ...stdoutFacts(), name: task.name, metric: task.success.quality.metric })
      process.stdout.write(`${text}\n`)
      if (flags.redact !== undefined) await redactInto(task, flags.redact)
      const isBlocked = data.findings.some(({ severity }) => severity === 'blocker')
      process.exitCode = isBlocked ? ExitCode.notMet : ExitCode.done
    })
}

/** Tells on stderr what was written, so that `--json` stays one object. */
async function redactInto(task: Task, folder: string): Promise<void> {
  const { files, replaced } = await redactData(task, folder)
  const values = replaced.map(({ kind, all, distinct }) => `${kind} ${all} (${distinct} different)`)
  process.stderr.write(`Replaced: ${values.join(', ') || 'nothing'}.\n`)
  for (const { to } of files) process.stderr.write(`Wrote ${to}\n`)
}
