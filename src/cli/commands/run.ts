import { confirm, isCancel } from '@clack/prompts'
import { InvalidArgumentError, type Command } from 'commander'
import { createModelPool } from '../../models/pool.ts'
import { listEngines } from '../../models/engines/list-engines.ts'
import { renderJunit } from '../../report/render-junit.ts'
import { renderMarkdown } from '../../report/render-markdown.ts'
import { renderTerminal } from '../../report/render-terminal.ts'
import { estimateSpend } from '../../workflow/estimate-spend.ts'
import { loadTask } from '../../workflow/load-task.ts'
import type { UploadRequest } from '../../contracts/method.ts'
import type { Task } from '../../contracts/task.ts'
import { runTask, type RunResult } from '../../workflow/run/run-task.ts'
import { findAuthor } from '../author.ts'
import { prepareCiFiles, withCiFiles, writeCiFiles, type CiFlags } from '../ci-files.ts'
import { command, defaultTaskPath } from '../command.ts'
import { ExitCode } from '../exit-code.ts'
import { cacheHome, npmCliPath } from '../home.ts'
import { askableModels, hostedOptions, parseUsd } from '../hosted.ts'
import { progressLine } from '../terminal/progress-line.ts'
import { drawRunEvents } from '../terminal/run-events.ts'
import { spendEstimate, spendSummary } from '../terminal/spend-words.ts'
import { stopSignal } from '../terminal/stop-signal.ts'
import { uploadWords } from '../terminal/upload-words.ts'
import { isInteractive, stdoutFacts } from '../terminal/terminal-facts.ts'

interface RunFlags extends CiFlags {
  llm: boolean
  yes?: true
  json?: true
  exitZero?: true
  maxSpend?: number
  promptMinutes?: number
  allowUpload?: true
}

export function runCommand(): Command {
  const run = command('run', {
    description: 'Measure every method on the task’s examples and print the verdict.',
    examples: [
      'crossover run                          the task.yaml in this folder',
      'crossover run examples/support-triage  another task',
      'crossover run --no-llm                 baselines and the head only, in seconds',
      'crossover run --json > report.json     the report object, for scripts',
      'crossover run --junit crossover.xml --summary "$GITHUB_STEP_SUMMARY"',
    ],
  })
    .argument('[task]', 'task file or its folder', defaultTaskPath)
    .option('--no-llm', 'do not run language models, and train none')
    .option('-y, --yes', 'install engines and models, and ask hosted models, without asking you')
    .option('--max-spend <usd>', 'most that hosted models may cost; otherwise the task file’s', parseUsd)
    .option('--prompt-minutes <n>', 'time for searching prompts; otherwise the task file’s', parseMinutes)
    .option('--allow-upload', 'send examples to the vendors of tuning.hosted without asking you')
    .option('--json', 'print the report as one JSON object')
    .option('--exit-zero', 'exit 0 whenever a verdict was printed, whatever it is')
    .action(runAndReport)
  return withCiFiles(run)
}

async function runAndReport(path: string, flags: RunFlags): Promise<void> {
  prepareCiFiles(flags)
  const task = withPromptMinutes(await loadTask(path), flags.promptMinutes)
  const home = cacheHome()
  if (!(await mayInstall(home, flags))) {
    process.stderr.write('Nothing was installed. --no-llm leaves the language model out.\n')
    process.exitCode = ExitCode.incomplete
    return
  }
  const hosted = hostedOptions(task, flags.maxSpend)
  if (!(await maySpend(task, flags, hosted))) {
    process.stderr.write('Nothing was asked. --no-llm leaves language models out.\n')
    process.exitCode = ExitCode.incomplete
    return
  }
  const line = progressLine()
  const events = drawRunEvents(line)
  const signal = stopSignal()
  const pool = createModelPool({
    home,
    progress: events.progress,
    signal,
    useLlama: flags.llm,
    ...hosted,
    ...npmCliPath(),
  })
  try {
    const author = await findAuthor(task.folder)
    const result = await runTask(task, {
      pool,
      events,
      signal,
      home,
      keyOf: hosted.keyOf,
      author,
      llm: flags.llm,
      mayUpload: (request) => mayUpload(request, flags, line),
    })
    line.done()
    print(result, flags)
    const { report } = result
    writeCiFiles(flags, { junit: () => renderJunit(report), markdown: () => renderMarkdown(report) })
    process.exitCode = exitCodeFor(result, flags)
  } finally {
    line.done()
    const spent = spendSummary(hosted.meter.spend())
    if (spent !== undefined) process.stderr.write(`${spent}\n`)
    await pool.close()
  }
}

function withPromptMinutes(task: Task, minutes: number | undefined): Task {
  return minutes === undefined ? task : { ...task, prompting: { ...task.prompting, budgetMinutes: minutes } }
}

function parseMinutes(text: string): number {
  const minutes = Number(text)
  if (text.trim() !== '' && Number.isFinite(minutes) && minutes >= 0) return minutes
  throw new InvalidArgumentError(`Minutes must be a number of at least 0, such as 10.`)
}

/** The estimate stands on stderr before the first paid request; a person is asked, unless --yes. */
async function maySpend(
  task: Task,
  { yes, llm }: RunFlags,
  { keyOf, meter }: ReturnType<typeof hostedOptions>,
): Promise<boolean> {
  if (!llm) return true
  const { names, missing } = askableModels(task, keyOf)
  for (const message of missing) process.stderr.write(`${message}\n`)
  const estimate = await estimateSpend(task, names)
  if (estimate === undefined) return true
  const { limitUsd } = meter.spend()
  process.stderr.write(`${spendEstimate(estimate, { limitUsd, now: new Date() })}\n`)
  if (yes === true || !isInteractive()) return true
  const answer = await confirm({ message: 'Ask them?' })
  return !isCancel(answer) && answer
}

/** What would leave this machine stands on stderr first; --yes is no word for it. */
async function mayUpload(
  request: UploadRequest,
  { allowUpload }: RunFlags,
  line: ReturnType<typeof progressLine>,
): Promise<boolean> {
  line.done()
  process.stderr.write(`${uploadWords(request, new Date())}\n`)
  if (allowUpload === true) return true
  if (!isInteractive()) return false
  const message = `Upload the rows to ${request.provider} and train?`
  const answer = await confirm({ message, initialValue: false, output: process.stderr })
  return !isCancel(answer) && answer
}

/** Engines are installed on a person's word, with `--yes`, or where nobody can be asked. */
async function mayInstall(home: string, { yes, llm }: RunFlags): Promise<boolean> {
  if (yes === true || !isInteractive()) return true
  const engines = await listEngines(home)
  // The trainer is installed on its own word only (crossover engine add trainer): a run measures without it.
  const needed = engines.filter(({ name }) => name === 'onnx' || (name === 'llama' && llm))
  const missing = needed.filter(({ installed }) => !installed)
  if (missing.length === 0) return true
  const list = missing.map(({ name, bytes }) => `${name} (${Math.round(bytes / 1e6)} MB)`).join(' and ')
  const answer = await confirm({ message: `Install ${list} into ${home}? Model weights follow once.` })
  return !isCancel(answer) && answer
}

function print({ report, htmlPath }: RunResult, flags: RunFlags): void {
  if (flags.json === true) process.stdout.write(`${JSON.stringify(report)}\n`)
  else process.stdout.write(`\n${renderTerminal(report, stdoutFacts())}\n\nReport: ${htmlPath}\n`)
}

function exitCodeFor({ report }: RunResult, { exitZero }: RunFlags): ExitCode {
  if (report.incomplete !== undefined) return ExitCode.incomplete
  const isMet = report.verdict.candidate !== undefined
  return isMet || exitZero === true ? ExitCode.done : ExitCode.notMet
}
