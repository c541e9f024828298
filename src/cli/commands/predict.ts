import type { Command } from 'commander'
import type { UnlabelledExample } from '../../contracts/example.ts'
import type { Task } from '../../contracts/task.ts'
import { readUnlabelled } from '../../data/import/read-examples.ts'
import { TaskError } from '../../errors.ts'
import { createModelPool } from '../../models/pool.ts'
import { loadTask } from '../../workflow/load-task.ts'
import { predictWithChosen, type TaskPrediction } from '../../workflow/predict-task.ts'
import { command, defaultTaskPath } from '../command.ts'
import { cacheHome, npmCliPath } from '../home.ts'
import { hostedOptions, parseUsd } from '../hosted.ts'
import { progressLine } from '../terminal/progress-line.ts'
import { drawRunEvents } from '../terminal/run-events.ts'
import { stopSignal } from '../terminal/stop-signal.ts'

interface PredictFlags {
  file?: string
  task: string
  json?: true
  maxSpend?: number
}

export function predictCommand(): Command {
  return command('predict', {
    description: 'Answer with the candidate the latest verdict chose.',
    examples: [
      'crossover predict "The reader will not pair with my tablet"',
      'crossover predict --file new-tickets.jsonl > answers.jsonl',
      'crossover predict "Where is my invoice?" --task examples/support-triage',
    ],
  })
    .argument('[text]', 'one input')
    .option('--file <path>', 'answer every row of a JSONL or CSV file, one JSON object a line')
    .option('--task <path>', 'task file or its folder', defaultTaskPath)
    .option('--json', 'one JSON object a line')
    .option('--max-spend <usd>', 'most that a hosted model may cost; otherwise the task file’s', parseUsd)
    .action(predict)
}

async function predict(text: string | undefined, flags: PredictFlags): Promise<void> {
  const task = await loadTask(flags.task)
  const rows = await inputRows(text, flags, task)
  const line = progressLine()
  const events = drawRunEvents(line)
  const signal = stopSignal()
  const hosted = hostedOptions(task, flags.maxSpend)
  const pool = createModelPool({
    home: cacheHome(),
    progress: events.progress,
    signal,
    ...hosted,
    ...npmCliPath(),
  })
  const asJson = flags.json === true || flags.file !== undefined
  try {
    let isFirst = true
    for await (const answer of predictWithChosen(task, rows, { pool, events, signal })) {
      line.done()
      if (isFirst && !answer.chosen)
        process.stderr.write(`No verdict stands behind this yet: ${answer.candidate} only leads.\n`)
      isFirst = false
      process.stdout.write(`${asJson ? jsonLine(answer) : textLine(answer)}\n`)
    }
  } finally {
    line.done()
    await pool.close()
  }
}

async function inputRows(
  text: string | undefined,
  { file }: PredictFlags,
  task: Task,
): Promise<UnlabelledExample[]> {
  if (file !== undefined && text === undefined) {
    const { input, id } = task.data.fields
    const fields = { input, expected: '', ...(id === undefined ? {} : { id }) }
    return readUnlabelled({ path: file, fields })
  }
  if (text !== undefined && file === undefined && text.trim() !== '')
    return [{ id: 'input', input: { text }, source: { file: 'command line', line: 1 } }]
  throw new TaskError('Give one text, or --file with a JSONL or CSV file.', {
    hint: 'crossover predict "My card is lost"',
  })
}

function jsonLine({ id, candidate, version, prediction }: TaskPrediction): string {
  const { output, confidence, latencyMs, alternatives } = prediction
  return JSON.stringify({ id, output, confidence, alternatives, latencyMs, candidate, version })
}

function textLine({ candidate, prediction }: TaskPrediction): string {
  const { output, confidence, latencyMs } = prediction
  const sure = confidence === undefined ? '' : `${Math.round(confidence * 100)} % sure, `
  return `${output}  (${sure}${candidate}, ${(latencyMs ?? 0).toFixed(0)} ms)`
}
