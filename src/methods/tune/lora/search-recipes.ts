import type { Example } from '../../../contracts/example.ts'
import type { TrainingReport } from '../../../contracts/training-report.ts'
import type { NotMeasured } from '../not-measured.ts'
import type { LoraSettings } from './lora-spec.ts'
import type { LoraTraining } from './lora-training.ts'
import { runEpochs } from './run-epochs.ts'

export type TriedRecipe = NonNullable<TrainingReport['tried']>[number]

/** A recipe in the race. */
interface Runner {
  training: LoraTraining
  merit: number
  tried: TriedRecipe
}

/**
 * Picks a recipe by successive halving: each trains one epoch, the better half one more, and so on; the last is trained to its end
 * by who asked. A recipe that goes on is resumed, so that no epoch is trained twice.
 *
 * @param given the recipe of the defaults; `spec.recipes` says how many take part.
 * @returns the recipe that won, and what every recipe came to; a reason where training would take longer than the budget.
 */
export async function searchRecipes(
  given: LoraTraining,
  rows: Example[],
): Promise<{ training: LoraTraining; tried: TriedRecipe[] } | NotMeasured> {
  const recipes = recipesOf(given.spec).slice(0, given.spec.recipes)
  let runners: Runner[] = recipes.map((spec) => runnerOf(given, spec))
  const all = runners
  for (let epoch = 1; runners.length > 1 && epoch <= given.spec.epochs; epoch += 1) {
    const tooLong = await trainTo(epoch, runners, rows)
    if (tooLong !== undefined) return tooLong
    runners = runners
      .toSorted((one, other) => other.merit - one.merit)
      .slice(0, Math.ceil(runners.length / 2))
  }
  const [winner] = runners
  return {
    training: winner?.training ?? given,
    tried: all.length > 1 ? all.map(({ tried }) => tried) : [],
  }
}

async function trainTo(
  epoch: number,
  runners: readonly Runner[],
  rows: Example[],
): Promise<NotMeasured | undefined> {
  for (const runner of runners) {
    const epochs = await runEpochs(runner.training, { rows, until: epoch })
    if ('notMeasured' in epochs) return epochs
    runner.merit = epochs.best.merit
    runner.tried.epochs = epochs.kept.length
    runner.tried.value = epochs.best.score.value
  }
  return undefined
}

function runnerOf(given: LoraTraining, spec: LoraSettings): Runner {
  const recipe = `rate ${spec.learningRate}, rank ${spec.rank}`
  if (given.spec.recipes === 1) return { training: given, merit: 0, tried: { recipe, epochs: 0, value: 0 } }
  const request = { ...given.request, name: `${given.request.name}, ${recipe}`, spec }
  return {
    training: { ...given, spec, request, plannedShare: plannedShareOf(given.spec) },
    merit: Number.NEGATIVE_INFINITY,
    tried: { recipe, epochs: 0, value: 0 },
  }
}

/** Epochs of all recipes together, in trainings to the end. */
function plannedShareOf({ recipes, epochs }: LoraSettings): number {
  let planned = 0
  let running = recipes
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    planned += running
    running = Math.ceil(running / 2)
  }
  return planned / epochs
}

/** The defaults first: half and twice the rate, then twice the rank. A rank of another size keeps alpha at twice the rank. */
function recipesOf(spec: LoraSettings): LoraSettings[] {
  const at = (rate: number, rank: number): LoraSettings => ({
    ...spec,
    recipes: 1,
    learningRate: spec.learningRate * rate,
    rank: spec.rank * rank,
    alpha: spec.alpha * rank,
  })
  return [at(1, 1), at(2, 1), at(0.5, 1), at(1, 2), at(2, 2), at(0.5, 2), at(4, 1), at(0.25, 1)]
}
