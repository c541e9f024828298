import type { Command } from 'commander'
import type { ProgressEvent } from '../../contracts/progress.ts'
import type { DataReport } from '../../contracts/report.ts'
import type { Task } from '../../contracts/task.ts'
import { StoreError } from '../../errors.ts'
import { createModelPool } from '../../models/pool.ts'
import { renderCheck } from '../../report/render-check.ts'
import { checkData } from '../../workflow/check-data.ts'
import { embedderIsCached } from '../../workflow/embedder-is-cached.ts'
import { keepCheck } from '../../workflow/kept-check.ts'
import { loadTask } from '../../workflow/load-task.ts'
import { redactData } from '../../workflow/redact-data.ts'
import { command, defaultTaskPath } from '../command.ts'
import { ExitCode } from '../exit-code.ts'
import { cacheHome, npmCliPath } from '../home.ts'
import { progressLine } from '../terminal/progress-line.ts'
import { stopSignal } from '../terminal/stop-signal.ts'
import { stdoutFacts } from '../terminal/terminal-facts.ts'

interface CheckFlags {
  json?: true
  /** True with --deep, false with --no-deep. */
  deep?: boolean
  redact?: string
}

export function checkCommand(): Command {
  return command('check', {
    description: 'Assess the examples: enough, clean, separate, representative? No language model runs.',
    examples: [
      'crossover check',
      'crossover check --deep                          label errors and learning curve too; installs the embedder',
      'crossover check examples/support-triage --json',
      'crossover check --redact clean',
    ],
  })
    .argument('[task]', 'task file or its folder', defaultTaskPath)
    .option(
      '--deep',
      'all rows, label errors and learning curve too; installs the embedder where it is missing',
    )
    .option('--no-deep', 'nothing that needs the embedder, even where it is installed')
    .option('--json', 'print the assessment as one JSON object')
    .option(
      '--redact <folder>',
      'write copies of the data files with placeholders for personal data and keys',
    )
    .action(async (path: string, flags: CheckFlags) => {
      const task = await loadTask(path)
      const data = await assess(task, flags)
      if (data.labelSuspects !== undefined) await keep(task, data)
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

/** For the label queue. A folder that cannot be written is no reason to lose what was found. */
async function keep(task: Task, data: DataReport): Promise<void> {
  try {
    await keepCheck(task, data)
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    process.stderr.write(`Not kept for crossover label: ${error.message}\n`)
  }
}

/** Tells on stderr what was written, so that `--json` stays one object. */
async function redactInto(task: Task, folder: string): Promise<void> {
  const { files, replaced } = await redactData(task, folder)
  const values = replaced.map(({ kind, all, distinct }) => `${kind} ${all} (${distinct} different)`)
  process.stderr.write(`Replaced: ${values.join(', ') || 'nothing'}.\n`)
  for (const { to, was } of files)
    process.stderr.write(`Wrote ${to}${was === undefined ? '' : ` (JSON lines; it was ${was})`}\n`)
}

async function assess(task: Task, { deep }: CheckFlags): Promise<DataReport> {
  const home = cacheHome()
  if (deep === false || (deep !== true && !(await embedderIsCached(task, home))))
    return checkData(task, { home })
  const line = progressLine()
  const signal = stopSignal()
  const progress = (event: ProgressEvent) => line.update(event)
  const pool = createModelPool({ home, progress, signal, ...npmCliPath() })
  try {
    const openEmbedder = () => pool.embedder(task.models.embedding)
    return await checkData(task, { home, openEmbedder, isDeep: deep === true, progress, signal })
  } finally {
    line.done()
    await pool.close()
  }
}
