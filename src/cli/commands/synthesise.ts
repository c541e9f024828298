import { writeFile, rename } from 'node:fs/promises'
import { confirm, isCancel } from '@clack/prompts'
import { InvalidArgumentError, Option, type Command } from 'commander'
import type { Task } from '../../contracts/task.ts'
import { StoreError, messageOf } from '../../errors.ts'
import { createModelPool } from '../../models/pool.ts'
import { estimateSynthesis } from '../../workflow/synthesise/estimate-synthesis.ts'
import type { Synthesis } from '../../workflow/synthesise/synthesis.ts'
import { synthesiseTask, type SynthesisRequest } from '../../workflow/synthesise/synthesise-task.ts'
import { type Way, ways } from '../../workflow/synthesise/written-example.ts'
import { loadTask } from '../../workflow/load-task.ts'
import { assertFree } from '../../workflow/write-import.ts'
import { command, defaultTaskPath } from '../command.ts'
import { ExitCode } from '../exit-code.ts'
import { cacheHome, npmCliPath } from '../home.ts'
import { hostedOptions, parseUsd } from '../hosted.ts'
import { progressLine } from '../terminal/progress-line.ts'
import { drawRunEvents } from '../terminal/run-events.ts'
import { spendEstimate, spendSummary } from '../terminal/spend-words.ts'
import { stopSignal } from '../terminal/stop-signal.ts'
import { synthesisText } from '../terminal/synthesis-text.ts'
import { isInteractive } from '../terminal/terminal-facts.ts'

interface SynthesiseFlags {
  model: string
  count: number
  how?: Way
  label?: string
  agree?: number
  output: string
  maxSpend?: number
  yes?: true
  force?: true
  json?: true
}

export function synthesiseCommand(): Command {
  return command('synthesise', {
    description:
      'Have a language model write more training examples from train rows, and keep the sound ones.',
    examples: [
      'crossover synthesise --model openai:gpt-5.4-mini --count 100',
      'crossover synthesise --model local:qwen --count 40 --how rare-label --label refund',
      'crossover synthesise --model openai:gpt-5.4-mini --count 50 --how entities --output more.jsonl',
    ],
  })
    .argument('[task]', 'task file or its folder', defaultTaskPath)
    .requiredOption('--model <name>', 'the language model that writes: local:…, hf:… or hosted')
    .requiredOption('--count <n>', 'examples to keep', parseCount)
    .addOption(
      new Option('--how <way>', 'other words, more of a rare label, or other names and numbers').choices(
        ways,
      ),
    )
    .option('--label <label>', 'write examples of this label only')
    .option('--agree <p>', 'probability the head must give the label, above 0 and below 1', parseShare)
    .option('--output <path>', 'where to write them', 'synthetic.jsonl')
    .option('--force', 'replace an existing file')
    .option('--max-spend <usd>', 'most that a hosted model may cost; otherwise the task file’s', parseUsd)
    .option('-y, --yes', 'ask a hosted model without asking you')
    .option('--json', 'print what was kept and left out as one JSON object')
    .action(run)
}

async function run(path: string, flags: SynthesiseFlags): Promise<void> {
  const { output } = flags
  await assertFree(output, flags.force === true)
  const task = await loadTask(path)
  const hosted = hostedOptions(task, flags.maxSpend)
  const request = requestOf(flags)
  if (
    !(await maySpend(task, request, { yes: flags.yes === true, limitUsd: hosted.meter.spend().limitUsd }))
  ) {
    process.stderr.write('Nothing was asked.\n')
    process.exitCode = ExitCode.incomplete
    return
  }
  const line = progressLine()
  const events = drawRunEvents(line)
  const signal = stopSignal()
  const pool = createModelPool({
    home: cacheHome(),
    progress: events.progress,
    signal,
    ...hosted,
    ...npmCliPath(),
  })
  try {
    const synthesis = await synthesiseTask(task, request, { pool, events, signal })
    line.done()
    if (synthesis.rows.length > 0) await writeRows(output, synthesis)
    print(synthesis, { task, request, output, json: flags.json === true })
    process.exitCode = exitCodeFor(synthesis, request)
  } finally {
    line.done()
    const spent = spendSummary(hosted.meter.spend())
    if (spent !== undefined) process.stderr.write(`${spent}\n`)
    await pool.close()
  }
}

function requestOf({ model, count, how, label, agree }: SynthesiseFlags): SynthesisRequest {
  return {
    model,
    count,
    way: how ?? (label === undefined ? 'paraphrase' : 'rare-label'),
    ...(label === undefined ? {} : { label }),
    ...(agree === undefined ? {} : { threshold: agree }),
  }
}

/** The estimate stands on stderr before the first paid request; a person is asked, unless --yes. */
async function maySpend(
  task: Task,
  request: SynthesisRequest,
  { yes, limitUsd }: { yes: boolean; limitUsd: number },
): Promise<boolean> {
  const estimate = await estimateSynthesis(task, request)
  if (estimate === undefined) return true
  process.stderr.write(`${spendEstimate(estimate, { limitUsd, now: new Date() })}\n`)
  if (yes || !isInteractive()) return true
  const answer = await confirm({ message: 'Ask it?' })
  return !isCancel(answer) && answer
}

/** Whole or not at all. */
async function writeRows(path: string, { rows }: Synthesis): Promise<void> {
  const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join('')
  try {
    await writeFile(`${path}.partial`, lines)
    await rename(`${path}.partial`, path)
  } catch (cause) {
    throw new StoreError(`Cannot write ${path}: ${messageOf(cause)}.`, { cause })
  }
}

function print(
  synthesis: Synthesis,
  facts: { task: Task; request: SynthesisRequest; output: string; json: boolean },
): void {
  const { rows, ...told } = synthesis
  if (facts.json) process.stdout.write(`${JSON.stringify({ kept: rows.length, ...told })}\n`)
  else process.stdout.write(`${synthesisText(synthesis, facts)}\n`)
}

function exitCodeFor({ rows, stopped }: Synthesis, { count }: SynthesisRequest): ExitCode {
  if (stopped !== undefined) return ExitCode.incomplete
  return rows.length < count ? ExitCode.notMet : ExitCode.done
}

function parseCount(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= 100_000) return count
  throw new InvalidArgumentError('It must be a whole number from 1 to 100000.')
}

function parseShare(text: string): number {
  const share = Number(text)
  if (share > 0 && share < 1) return share
  throw new InvalidArgumentError('It must be above 0 and below 1, for example 0.5.')
}
