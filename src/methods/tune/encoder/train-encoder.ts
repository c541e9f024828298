import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Example } from '../../../contracts/example.ts'
import type { FitContext, TrainingSplit } from '../../../contracts/method.ts'
import type { TextClassifier } from '../../../contracts/model.ts'
import type { EncoderExport, EncoderJob, Trainer } from '../../../contracts/trainer.ts'
import type { TrainingReport } from '../../../contracts/training-report.ts'
import { fileDigest } from '../../../models/catalogue/file-digest.ts'
import { randomSource } from '../../../stats/random-source.ts'
import { shuffle } from '../../../stats/shuffle.ts'
import { putJson } from '../../artifact-codec.ts'
import { recipeOf } from '../../fit-candidate.ts'
import type { FitRequest, Fitted } from '../../fit-candidate.ts'
import { chooseCheckpoint } from '../checkpoint-choice.ts'
import { notMeasured } from '../not-measured.ts'
import type { NotMeasured } from '../not-measured.ts'
import { trainWithinBudget } from '../train-within-budget.ts'
import { chooseExport } from './choose-export.ts'
import type { ChosenExport } from './choose-export.ts'
import type { EncoderSettings } from './encoder-spec.ts'
import { encoderTemperature } from './encoder-temperature.ts'
import { keepExport } from './keep-export.ts'
import { greatest } from './label-probabilities.ts'
import { openClassifierOf } from './open-encoder.ts'
import { scoreEpoch, valueOf } from './score-epoch.ts'
import type { ScoredEpoch } from './score-epoch.ts'

export interface EncoderTraining {
  spec: EncoderSettings
  split: TrainingSplit
  context: FitContext
  trainer: Trainer
  /** Folder of the base. */
  base: string
  /** Labels of train, sorted. */
  labels: string[]
  /** Validation rows whose label is one of them: at least one. */
  rows: Example[]
  request: FitRequest
}

/** An epoch that was exported. */
interface TrainedEncoder {
  best: ScoredEpoch
  epochs: ScoredEpoch[]
  exported: EncoderExport
}

/**
 * Trains an encoder epoch by epoch and keeps the best as it is served. What a killed run left is gone on from: its
 * checkpoints come again.
 *
 * @returns a reason instead where it would take longer than the budget, or what was exported answers otherwise than what
 * was trained.
 */
export async function trainEncoder(training: EncoderTraining): Promise<Fitted | NotMeasured> {
  const { context, spec, rows } = training
  const trained = await runTrainer(training)
  if ('notMeasured' in trained) return trained
  const { best, exported } = trained
  const open = openExport(training)
  const chosen = await chooseExport({
    exported,
    texts: rows.map(({ input }) => input.text),
    trained: best.answers,
    open,
    signal: context.signal,
  })
  const { served, shares } = chosen
  if (served === undefined) return differs(chosen, rows.length)
  const model = served.precision === 'int8' ? 'model.int8.onnx' : 'model.onnx'
  const ask = asking(context.signal, () => open(served.path, exported.tokenizer))
  const held = await heldOut(training, served, ask)
  const temperature = encoderTemperature(held.rows, held.logits, training.labels)
  const file = { use, labels: training.labels, temperature, maxTokens: spec.maxTokens, model } as const
  const check = { rows: rows.length, sameLabel: { ...shares }, served: served.precision }
  const artifacts = [
    ...(await keepExport({ exported, path: served.path, file }, context.artifacts)),
    await putJson(context.artifacts, 'export-check', check),
    await putJson(context.artifacts, 'training', await reportOf(training, trained, { ask })),
  ]
  return { spec: { ...spec, epoch: best.epoch, precision: served.precision, temperature }, artifacts }
}

/** Rows it learnt from that are asked once more. */
const mostTrainRows = 60

const use =
  'softmax(logits / temperature) gives one probability a label; texts are cut to maxTokens word pieces, marks included'

async function runTrainer(training: EncoderTraining): Promise<TrainedEncoder | NotMeasured> {
  const { context, trainer, labels, rows, request } = training
  const { metric } = context.task.success.quality
  const job = await writeJob(training, await trainer.folder(recipeOf(request)))
  const epochs: ScoredEpoch[] = []
  const ended = await trainWithinBudget({
    context,
    trainer,
    name: request.name,
    job,
    async onCheckpoint(checkpoint) {
      epochs.push(scoreEpoch(checkpoint, { rows, labels, metric }))
      const { best, isOver } = chooseCheckpoint(epochs)
      return { type: isOver ? 'stop' : 'continue', best }
    },
  })
  if ('notMeasured' in ended) return ended
  const { exported, reason } = ended
  // A job that does not wait for what is said of its epochs exports the one of least validation loss.
  const best = epochs.find(({ folder }) => folder === exported?.folder)
  if (best === undefined || exported === undefined)
    return notMeasured(`the trainer ended (${reason}) without a model`, 'crossover doctor')
  return { best, epochs, exported }
}

async function writeJob(training: EncoderTraining, folder: string): Promise<EncoderJob> {
  const { spec, split, base, labels, rows, context } = training
  const write = async (name: string, examples: readonly Example[]): Promise<string> => {
    const path = join(folder, name)
    const lines = examples.map(({ input, expected }) => JSON.stringify({ text: input.text, label: expected }))
    await writeFile(path, lines.map((line) => `${line}\n`).join(''))
    return path
  }
  const { epochs, learningRate, batchRows, maxTokens } = spec
  const { labelSmoothing, classWeights, contrastiveEpochs } = spec
  return {
    kind: 'encoder',
    folder: join(folder, 'job'),
    base: { format: 'folder', path: base },
    train: await write('train.jsonl', split.train),
    validation: await write('validation.jsonl', rows),
    training: { epochs, learningRate, batchRows, maxTokens },
    encoder: { labels, labelSmoothing, classWeights, contrastiveEpochs },
    seed: context.seed,
  }
}

function openExport({ context, spec }: EncoderTraining) {
  const { maxTokens } = spec
  return async (model: string, tokenizer: string) =>
    openClassifierOf(context.pool, { model, sha256: await fileDigest(model), tokenizer, maxTokens })
}

/** Logits of rows by what is served. */
type Ask = (rows: readonly Example[]) => Promise<Float32Array[]>

function asking(signal: AbortSignal, open: () => Promise<TextClassifier>): Ask {
  return async (rows) => {
    const classifier = await open()
    try {
      const texts = rows.map(({ input }) => input.text)
      return await classifier.logits(texts, signal)
    } finally {
      await classifier.close()
    }
  }
}

/** Rows to calibrate on: those set apart for it, else validation, whose logits are known. */
async function heldOut(
  { split, rows }: EncoderTraining,
  served: NonNullable<ChosenExport['served']>,
  ask: Ask,
): Promise<{ rows: Example[]; logits: Float32Array[] }> {
  const { calibration = [] } = split
  if (calibration.length === 0) return { rows, logits: served.logits }
  return { rows: calibration, logits: await ask(calibration) }
}

async function reportOf(
  { spec, split, context, labels, rows }: EncoderTraining,
  { best, epochs }: TrainedEncoder,
  { ask }: { ask: Ask },
): Promise<TrainingReport> {
  const { metric } = context.task.success.quality
  const some = shuffle(split.train, randomSource(context.seed)).slice(0, mostTrainRows)
  const answers = (await ask(some)).map(greatest)
  return {
    rows: split.train.length,
    metric,
    epochs: epochs.map(({ epoch, trainLoss, validationLoss, value }) => {
      return { epoch, trainLoss, validationLoss, value, rows: rows.length }
    }),
    chosen: best.epoch,
    regularisation: [
      'stops after 2 epochs without a better one',
      ...(spec.labelSmoothing === 0 ? [] : [`label smoothing ${spec.labelSmoothing}`]),
      'dropout 0.1',
    ],
    onTrain: { value: valueOf(answers, { rows: some, labels, metric }), rows: some.length },
  }
}

function differs({ shares }: ChosenExport, rows: number): NotMeasured {
  const words = Object.entries(shares).map(
    ([precision, share]) => `${(100 * share).toFixed(1)} % (${precision})`,
  )
  return notMeasured(
    `the exported encoder gives the trained label on ${words.join(' and ')} of ${rows} validation rows; 99.5 % are needed`,
    'crossover doctor',
  )
}
