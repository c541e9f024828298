import { join } from 'node:path'
import type { Example } from '../../../contracts/example.ts'
import type { LanguageModel } from '../../../contracts/model.ts'
import type { CanaryReport, TrainingReport } from '../../../contracts/training-report.ts'
import { randomSource } from '../../../stats/random-source.ts'
import { shuffle } from '../../../stats/shuffle.ts'
import { putJson } from '../../artifact-codec.ts'
import type { Fitted } from '../../fit-candidate.ts'
import { notMeasured } from '../not-measured.ts'
import type { NotMeasured } from '../not-measured.ts'
import { checkAdapter } from './check-adapter.ts'
import { canariesOf, promptOf, sharedArtifacts } from './lora-training.ts'
import type { LoraTraining } from './lora-training.ts'
import { measureCanaries } from './measure-canaries.ts'
import { memorisedAnswers } from './memorised-answers.ts'
import { runEpochs } from './run-epochs.ts'
import type { Epochs } from './run-epochs.ts'
import { searchRecipes } from './search-recipes.ts'
import type { TriedRecipe } from './search-recipes.ts'
import { rowPrompt, trainingRows } from './training-rows.ts'

/** Rows that epochs are compared on: more would cost more time than they tell apart. */
const mostScoredRows = 60
/** Rows it learnt from that are asked once more. */
const mostTrainRows = 30
/** Enough answer tokens that one near tie more or less does not decide the check, in characters. */
const checked = { rows: 20, characters: 2000 }

/**
 * Trains an adapter and keeps its best epoch; with several recipes, that of the recipe which does best on validation rows.
 *
 * @returns a reason instead where it would take longer than the budget, or the best adapter computes something else in
 * the host than in the trainer.
 */
export async function trainLora(given: LoraTraining): Promise<Fitted | NotMeasured> {
  const { split, context } = given
  const rows = shuffle(split.validation, randomSource(context.seed)).slice(0, mostScoredRows)
  const searched = await searchRecipes(given, rows)
  if ('notMeasured' in searched) return searched
  const { training, tried } = searched
  const epochs = await runEpochs(training, { rows })
  if ('notMeasured' in epochs) return epochs
  const check = await checkServed(training, epochs, rows)
  if (!check.passes)
    return notMeasured(
      `the adapter gives other answers when served: ${check.problem ?? ''}`,
      'crossover doctor',
    )
  const { best } = epochs
  const artifacts = [
    ...best.artifacts,
    ...(await sharedArtifacts(training)),
    await putJson(context.artifacts, 'adapter-check', { ...check }),
    await putJson(context.artifacts, 'training', await reportOf(training, epochs, { rows, tried })),
  ]
  return { spec: { ...training.spec, epoch: best.epoch }, artifacts }
}

async function checkServed(training: LoraTraining, epochs: Epochs, rows: readonly Example[]) {
  const { context, trainer } = training
  const { job, best } = epochs
  return checkAdapter({
    trainer,
    job: { folder: join(job.folder, '..', 'check'), base: job.base, adapter: best.folder },
    rows: trainingRows(rowsToCheck(rows), promptOf(training)),
    open: () => openBest(training, epochs),
    signal: context.signal,
  })
}

async function openBest({ spec, context }: LoraTraining, { best }: Epochs): Promise<LanguageModel> {
  const adapter = best.artifacts.find(({ name }) => name === 'adapter.gguf')
  if (adapter === undefined) throw new RangeError('A kept checkpoint has no adapter.')
  const path = await context.artifacts.path(adapter)
  return context.pool.language(spec.language, { adapter: { path, sha256: adapter.sha256 } })
}

/** At least 20; more where answers are short. */
function rowsToCheck(rows: readonly Example[]): Example[] {
  let characters = 0
  return rows.filter(({ expected }, index) => {
    const isNeeded = index < checked.rows || characters < checked.characters
    characters += expected.length
    return isNeeded
  })
}

async function reportOf(
  training: LoraTraining,
  epochs: Epochs,
  { rows, tried }: { rows: readonly Example[]; tried: TriedRecipe[] },
): Promise<TrainingReport> {
  const { split, context } = training
  const { kept, best } = epochs
  const canaries = await askCanaries(training, epochs)
  const some = shuffle(split.train, randomSource(context.seed)).slice(0, mostTrainRows)
  const onTrain = await context.evaluate(best.candidate, some)
  const isText = context.task.kind === 'generation'
  return {
    rows: split.train.length,
    metric: context.task.success.quality.metric,
    epochs: kept.map(({ epoch, trainLoss, validationLoss, score }) => {
      return { epoch, trainLoss, validationLoss, value: score.value, rows: score.n }
    }),
    chosen: best.epoch,
    regularisation: regularisationOf(training),
    onTrain: { value: onTrain.value, rows: onTrain.n },
    ...(isText ? { memorised: memorisedAnswers(best.score.rows, { rows, train: split.train }) } : {}),
    ...(canaries === undefined ? {} : { canaries }),
    ...(tried.length === 0 ? {} : { tried }),
  }
}

async function askCanaries(training: LoraTraining, epochs: Epochs): Promise<CanaryReport | undefined> {
  const { context, request } = training
  const canaries = canariesOf(training)
  if (canaries.length === 0) return undefined
  const ask = rowPrompt(promptOf(training))
  const model = await openBest(training, epochs)
  try {
    return await measureCanaries(
      canaries.map((canary) => ({ ...canary, messages: ask(canary.input) })),
      { model, name: request.name, context },
    )
  } finally {
    await model.close()
  }
}

function regularisationOf({ spec }: LoraTraining): string[] {
  return [
    `rank ${spec.rank} adapter, base frozen`,
    `stops after ${spec.patience} epochs without a better one`,
    ...(spec.dropout === 0 ? [] : [`dropout ${spec.dropout}`]),
  ]
}
