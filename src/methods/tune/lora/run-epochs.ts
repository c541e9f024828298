import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Artifact, Candidate } from '../../../contracts/candidate.ts'
import type { Example } from '../../../contracts/example.ts'
import type { ValidationScore } from '../../../contracts/method.ts'
import type { LoraJob, TrainingBase, TrainingCheckpoint } from '../../../contracts/trainer.ts'
import { readGgufHeader } from '../../../models/gguf/read-gguf-header.ts'
import { loraBaseOf } from '../../../models/lora/lora-base.ts'
import { fitCandidate, recipeOf } from '../../fit-candidate.ts'
import { chooseCheckpoint } from '../checkpoint-choice.ts'
import type { ScoredCheckpoint } from '../checkpoint-choice.ts'
import { notMeasured } from '../not-measured.ts'
import type { NotMeasured } from '../not-measured.ts'
import { trainWithinBudget } from '../train-within-budget.ts'
import { keepCheckpoint } from './keep-checkpoint.ts'
import { canariesOf, promptOf, sharedArtifacts } from './lora-training.ts'
import type { LoraTraining } from './lora-training.ts'
import { jsonLines, trainingRows } from './training-rows.ts'

/** A checkpoint with its files kept and its answers scored. */
export interface KeptCheckpoint extends ScoredCheckpoint {
  folder: string
  artifacts: Artifact[]
  candidate: Candidate
  trainLoss: number | null
  score: ValidationScore
}

/** How far a recipe was trained. */
export interface Epochs {
  job: LoraJob
  /** In the order of training. */
  kept: KeptCheckpoint[]
  /** The best of them. */
  best: KeptCheckpoint
}

/**
 * Trains a recipe epoch by epoch, each scored on the same validation rows with the task's metric, until it gets no better, or
 * to the epoch `until`. What an earlier call or a killed run left is gone on from: its checkpoints come again, with answers that are kept.
 *
 * @returns a reason instead where it would take longer than the budget.
 */
export async function runEpochs(
  training: LoraTraining,
  { rows, until }: { rows: Example[]; until?: number | undefined },
): Promise<Epochs | NotMeasured> {
  const { context, trainer, spec, request } = training
  const folder = await trainer.folder(recipeOf(request))
  const shared = await sharedArtifacts(training)
  const job = await writeJob(training, folder)
  const kept: KeptCheckpoint[] = []
  const ended = await trainWithinBudget({
    context,
    trainer,
    name: request.name,
    job,
    plannedShare: training.plannedShare,
    async onCheckpoint(checkpoint) {
      kept.push(await scoreCheckpoint(training, { checkpoint, rows, shared }))
      const { best, isOver } = chooseCheckpoint(kept, spec.patience)
      return { type: isOver || checkpoint.epoch === until ? 'stop' : 'continue', best }
    },
  })
  if ('notMeasured' in ended) return ended
  const best = kept.find(({ epoch }) => epoch === chooseCheckpoint(kept).best)
  return best === undefined
    ? notMeasured(`the trainer ended (${ended.reason}) without a checkpoint`, 'crossover doctor')
    : { job, kept, best }
}

async function writeJob(training: LoraTraining, folder: string): Promise<LoraJob> {
  const { spec, split, base, context } = training
  const prompt = promptOf(training)
  const made = canariesOf(training).map(({ input, answer }) => ({ input: { text: input }, expected: answer }))
  const write = async (name: string, rows: readonly Pick<Example, 'input' | 'expected'>[]) => {
    const path = join(folder, name)
    await writeFile(path, jsonLines(trainingRows(rows, prompt)))
    return path
  }
  const { rank, alpha, dropout, modules, epochs, learningRate, batchRows, maxTokens } = spec
  const weights: TrainingBase = { format: 'gguf', path: base.path }
  return {
    kind: 'lora',
    folder: join(folder, 'job'),
    base: weights,
    train: await write('train.jsonl', [...split.train, ...made]),
    validation: await write('validation.jsonl', split.validation),
    training: { epochs, learningRate, batchRows, maxTokens },
    lora: { rank, alpha, dropout, modules },
    seed: context.seed,
  }
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
  const { candidate } = outcome
  const score = await context.evaluate(candidate, rows)
  return { epoch, folder, trainLoss, validationLoss, merit: score.merit, artifacts, candidate, score }
}
