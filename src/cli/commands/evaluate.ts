import type { Command } from 'commander'
import { createModelPool } from '../../models/pool.ts'
import { renderEvaluationJunit } from '../../report/render-evaluation-junit.ts'
import { renderEvaluationMarkdown } from '../../report/render-evaluation-markdown.ts'
import type { Evaluation } from '../../contracts/evaluation.ts'
import { renderEvaluation } from '../../report/render-evaluation.ts'
import { evaluateTask } from '../../workflow/evaluate-task.ts'
import { loadTask } from '../../workflow/load-task.ts'
import { prepareCiFiles, withCiFiles, writeCiFiles, type CiFlags } from '../ci-files.ts'
import { command, defaultTaskPath } from '../command.ts'
import { ExitCode } from '../exit-code.ts'
import { cacheHome, npmCliPath } from '../home.ts'
import { hostedOptions, parseUsd } from '../hosted.ts'
import { collectSooner } from '../v8-memory.ts'
import { progressLine } from '../terminal/progress-line.ts'
import { drawRunEvents } from '../terminal/run-events.ts'
import { stopSignal } from '../terminal/stop-signal.ts'
import { stdoutFacts } from '../terminal/terminal-facts.ts'

interface EvaluateFlags extends CiFlags {
  method?: string
  prompt?: string
  model?: string
  file?: string
  json?: true
  maxSpend?: number
}

export function evaluateCommand(): Command {
  const evaluating = command('evaluate', {
    description: 'Score one candidate on validation rows or a file; the test set stays sealed.',
    examples: [
      'crossover evaluate --method prompt/zero-shot      a prompt in work, on validation rows',
      'crossover evaluate --file regression.jsonl --json the latest choice, in CI',
      'crossover evaluate --prompt short --junit crossover.xml --summary "$GITHUB_STEP_SUMMARY"',
    ],
  })
    .argument('[task]', 'task file or its folder', defaultTaskPath)
    .option('--method <kind>', 'such as prompt/retrieved; otherwise what the latest run chose')
    .option('--prompt <name>', 'a prompt of your own that the task file lists')
    .option('--model <name>', 'ask this model with it; otherwise the first of models.language')
    .option('--file <path>', 'labelled examples that are not the test set; otherwise the validation rows')
    .option('--max-spend <usd>', 'most that a hosted model may cost; otherwise the task file’s', parseUsd)
    .option('--json', 'print one JSON object')
    .action(evaluate)
  return withCiFiles(evaluating)
}

async function evaluate(path: string, flags: EvaluateFlags): Promise<void> {
  prepareCiFiles(flags)
  collectSooner()
  const task = await loadTask(path)
  const line = progressLine()
  const events = drawRunEvents(line)
  const signal = stopSignal()
  const home = cacheHome()
  const hosted = hostedOptions(task, flags.maxSpend)
  const pool = createModelPool({ home, progress: events.progress, signal, ...hosted, ...npmCliPath() })
  try {
    const { method, prompt, model, file } = flags
    const evaluation = await evaluateTask(task, {
      pool,
      events,
      signal,
      home,
      keyOf: hosted.keyOf,
      ...(method === undefined ? {} : { method }),
      ...(prompt === undefined ? {} : { prompt }),
      ...(model === undefined ? {} : { model }),
      ...(file === undefined ? {} : { file }),
    })
    line.done()
    const words =
      flags.json === true ? JSON.stringify(evaluation) : renderEvaluation(evaluation, stdoutFacts())
    process.stdout.write(`${words}\n`)
    writeCiFiles(flags, {
      junit: () => renderEvaluationJunit(evaluation, task),
      markdown: () => renderEvaluationMarkdown(evaluation, task),
    })
    process.exitCode = exitCodeFor(evaluation)
  } finally {
    line.done()
    await pool.close()
  }
}

/** A regression fails the build only where the rows show it: a target that is out of reach beyond doubt. */
function exitCodeFor({ failed, meets, meetsValidity }: Evaluation): ExitCode {
  if (failed > 0) return ExitCode.incomplete
  return [meets, meetsValidity].some((criterion) => criterion?.result === 'fails')
    ? ExitCode.notMet
    : ExitCode.done
}
