import type { Artifact } from '../../../contracts/candidate.ts'
import type { FitContext, TrainingSplit } from '../../../contracts/method.ts'
import type { Trainer } from '../../../contracts/trainer.ts'
import { putJson } from '../../artifact-codec.ts'
import type { FitRequest } from '../../fit-candidate.ts'
import { answerFormatOf } from '../../prompt/answers/answer-format.ts'
import { promptPath } from '../../prompt/library/load-prompt.ts'
import { drawCanaries } from './draw-canaries.ts'
import type { Canary } from './draw-canaries.ts'
import type { LoraSettings } from './lora-spec.ts'
import type { RowPrompt } from './training-rows.ts'

/** One recipe, and what trains it. */
export interface LoraTraining {
  spec: LoraSettings
  split: TrainingSplit
  context: FitContext
  trainer: Trainer
  /** Name and GGUF file of the base. */
  base: { name: string; path: string }
  request: FitRequest
  /** What a search of recipes takes, in trainings to the end; 1 without one. */
  plannedShare?: number
}

/** What rows are asked with, in training and when served. */
export function promptOf({ spec, split, context }: LoraTraining): RowPrompt {
  const { task } = context
  const format = answerFormatOf(task, split)
  return { template: spec.template, file: promptPath(task.folder, 'lora'), task, format }
}

/** The made-up rows of a recipe: decided by its spec and its seed, which are part of its identity. */
export function canariesOf({ spec, context }: LoraTraining): Canary[] {
  return drawCanaries(spec.canaries ?? 0, context.seed)
}

/** What every epoch of a recipe is kept with. */
export async function sharedArtifacts(training: LoraTraining): Promise<Artifact[]> {
  const { artifacts } = training.context
  return [
    await artifacts.put('prompt', Buffer.from(training.spec.template)),
    await putJson(artifacts, 'format', promptOf(training).format),
  ]
}
