import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Artifact } from '../../../contracts/candidate.ts'
import type { Example } from '../../../contracts/example.ts'
import type { FitContext, FitOutcome, TrainingSplit } from '../../../contracts/method.ts'
import type { LoraJob, Trainer, TrainingBase, TrainingCheckpoint } from '../../../contracts/trainer.ts'
import { readGgufHeader } from '../../../models/gguf/read-gguf-header.ts'
import { loraBaseOf } from '../../../models/lora/lora-base.ts'
import { randomSource } from '../../../stats/random-source.ts'
import { shuffle } from '../../../stats/shuffle.ts'
import { putJson } from '../../artifact-codec.ts'
import { fitCandidate, recipeOf } from '../../fit-candidate.ts'
import type { FitRequest, Fitted } from '../../fit-candidate.ts'
import { answerFormatOf } from '../../prompt/answers/answer-format.ts'
import { promptPath } from '../../prompt/library/load-prompt.ts'
import { checkAdapter } from './check-adapter.ts'
import { chooseCheckpoint } from './checkpoint-choice.ts'
import type { ScoredCheckpoint } from './checkpoint-choice.ts'
import { keepCheckpoint } from './keep-checkpoint.ts'
import type { LoraSettings } from './lora-spec.ts'
import { jsonLines, trainingRows } from './training-rows.ts'

export interface LoraTraining {
  spec: LoraSettings
  split: TrainingSplit
  context: FitContext
  trainer: Trainer
  /** Name and GGUF file of the base. */
  base: { name: string; path: string }
  request: FitRequest
}

type NotMeasured = Extract<FitOutcome, { notMeasured: unknown }>

/** A checkpoint with its files kept. */
interface KeptCheckpoint extends ScoredCheckpoint {
  folder: string
  artifacts: Artifact[]
  facts: { trainLoss: number | null; metric: string; value: number; rows: number }
}

/** Rows that epochs are compared on: more would cost more time than they tell apart. */
const mostScoredRows = 60
const checkedRows = 20

/**
 * Trains an adapter epoch by epoch and keeps the best. What a killed run left is gone on from: its checkpoints come
 * again, with answers that are kept.
 *
 * @returns a reason instead where it would take longer than the budget, or the best adapter computes something else in
 * the host than in the trainer.
 */
export async function trainLora(training: LoraTraining): Promise<Fitted | NotMeasured> {
  const { split, context, trainer, spec } = training
  const folder = await trainer.folder(recipeOf(training.request))
  const rows = shuffle(split.validation, randomSource(context.seed)).slice(0, mostScoredRows)
  const shared = await sharedArtifacts(training)
  const job = await writeJob(training, folder)
  const kept: KeptCheckpoint[] = []
  let tooLong: NotMeasured | undefined
  const ended = await trainer.train(job, {
    signal: context.signal,
    onStep: (step) =>
      context.progress({ label: `${training.request.name}: training`, ...step, unit: 'steps' }),
    async onEstimate({ seconds }) {
      tooLong = overBudget(seconds, context)
      return { type: tooLong === undefined ? 'continue' : 'stop' }
    },
    async onCheckpoint(checkpoint) {
      kept.push(await scoreCheckpoint(training, { checkpoint, rows, shared }))
      const { best, isOver } = chooseCheckpoint(kept)
      return { type: isOver ? 'stop' : 'continue', best }
    },
  })
  if (tooLong !== undefined) return tooLong
  const best = kept.find(({ epoch }) => epoch === chooseCheckpoint(kept).best)
  if (best === undefined)
    return notMeasured(`the trainer ended (${ended.reason}) without a checkpoint`, 'crossover doctor')
  const adapter = best.artifacts.find(({ name }) => name === 'adapter.gguf')
  if (adapter === undefined) throw new RangeError('A kept checkpoint has no adapter.')
  const check = await checkAdapter({
    trainer,
    job: { folder: join(folder, 'check'), base: job.base, adapter: best.folder },
    rows: trainingRows(rows.slice(0, checkedRows), promptOf(training)),
    open: async () => {
      const path = await context.artifacts.path(adapter)
      return context.pool.language(spec.language, { adapter: { path, sha256: adapter.sha256 } })
    },
    signal: context.signal,
  })
  if (!check.passes)
    return notMeasured(
      `the adapter gives other answers when served: ${check.problem ?? ''}`,
      'crossover doctor',
    )
  const epochs = kept.map(({ epoch, merit, validationLoss, facts }) => ({
    epoch,
    merit,
    validationLoss,
    ...facts,
  }))
  const curve = await putJson(context.artifacts, 'training', { epochs, check: { ...check } })
  return { spec: { ...spec, epoch: best.epoch }, artifacts: [...best.artifacts, ...shared, curve] }
}

function promptOf({ spec, split, context }: LoraTraining) {
  const { task } = context
  const format = answerFormatOf(task, split)
  return { template: spec.template, file: promptPath(task.folder, 'lora'), task, format }
}

async function sharedArtifacts(training: LoraTraining): Promise<Artifact[]> {
  const { artifacts } = training.context
  return [
    await artifacts.put('prompt', Buffer.from(training.spec.template)),
    await putJson(artifacts, 'format', promptOf(training).format),
  ]
}

async function writeJob(training: LoraTraining, folder: string): Promise<LoraJob> {
  const { spec, split, base, context } = training
  const prompt = promptOf(training)
  const write = async (name: string, rows: readonly Example[]): Promise<string> => {
    const path = join(folder, name)
    await writeFile(path, jsonLines(trainingRows(rows, prompt)))
    return path
  }
  const { rank, alpha, dropout, modules, epochs, learningRate, batchRows, maxTokens } = spec
  const weights: TrainingBase = { format: 'gguf', path: base.path }
  return {
    folder: join(folder, 'job'),
    base: weights,
    train: await write('train.jsonl', split.train),
    validation: await write('validation.jsonl', split.validation),
    training: { epochs, learningRate, batchRows, maxTokens },
    lora: { rank, alpha, dropout, modules },
    seed: context.seed,
  }
}

function overBudget(seconds: number, { budget }: FitContext): NotMeasured | undefined {
  if (budget.minutes === undefined || seconds <= 60 * budget.minutes) return undefined
  const minutes = Math.ceil(seconds / 60)
  const allowed = `tuning.budgetMinutes allows ${budget.minutes}`
  return notMeasured(
    `training would take about ${minutes} min; ${allowed}`,
    `set tuning.budgetMinutes to ${minutes} or more in the task file`,
  )
}

interface Scoring {
  checkpoint: TrainingCheckpoint
  rows: Example[]
  shared: Artifact[]
}

/** Each epoch is a candidate of its own, so that its answers are kept and paid for once. */
async function scoreCheckpoint(
  training: LoraTraining,
  { checkpoint, rows, shared }: Scoring,
): Promise<KeptCheckpoint> {
  const { spec, context, base, request } = training
  const { epoch, folder, trainLoss, validationLoss } = checkpoint
  const target = loraBaseOf(base.name, readGgufHeader(base.path))
  const artifacts = await keepCheckpoint(folder, target, context.artifacts)
  const outcome = await fitCandidate(
    { ...request, name: `${request.name}, epoch ${epoch}`, spec: { ...spec, epoch } },
    async () => ({ artifacts: [...artifacts, ...shared] }),
  )
  if (!('candidate' in outcome)) throw new RangeError('A checkpoint is a candidate.')
  const score = await context.evaluate(outcome.candidate, rows)
  const facts = { trainLoss, metric: score.metric, value: score.value, rows: score.n }
  return { epoch, folder, validationLoss, merit: score.merit, artifacts, facts }
}

function notMeasured(reason: string, command: string): NotMeasured {
  return { notMeasured: { reason, command } }
}
