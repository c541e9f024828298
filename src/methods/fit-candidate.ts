import type { Artifact, Candidate, Family } from '../contracts/candidate.ts'
import type { Json } from '../contracts/json.ts'
import type { FitContext, FitOutcome, Method, TrainingSplit } from '../contracts/method.ts'
import type { ModelIdentity, Sampling } from '../contracts/model.ts'
import { fingerprint } from '../data/fingerprint.ts'
import { canonicalJson } from '../text/canonical-json.ts'
import { sha256 } from '../text/sha256.ts'
import { labelsOf } from './labels-of.ts'
import { stopwatch } from './stopwatch.ts'

/** What a fit is known by before it is done. */
export interface FitRequest {
  method: Pick<Method<never>, 'kind' | 'family' | 'recipeVersion'>
  name: string
  spec: Json
  split: TrainingSplit
  context: FitContext
  models?: ModelIdentity[]
  parts?: string[]
  sampling?: Sampling
  /** What else of the task this method is told; no part of the identity where it is absent. */
  told?: Json | undefined
  /** When it is not the method's: recorded predictions say their own. */
  family?: Family
}

/** What a fit made. */
export interface Fitted {
  artifacts: Artifact[]
  /** The spec with every choice made; the spec asked for when there was none to make. */
  spec?: Json
  /** Who answers, where that is known only now: a model that was trained elsewhere. */
  models?: ModelIdentity[]
  /** What the fit cost where others did the work. */
  usd?: number
}

const greedy: Sampling = { temperature: 0 }

type NotMeasured = Extract<FitOutcome, { notMeasured: unknown }>

/** Makes the recipe's candidate, or gives back the one that was made before, under the name it has in this task now. */
export async function fitCandidate(
  request: FitRequest,
  make: () => Promise<Fitted | NotMeasured>,
): Promise<FitOutcome> {
  const recipe = recipeOf(request)
  const known = request.context.known(recipe)
  if (known?.name === request.name) return { candidate: known }
  if (known !== undefined) return { candidate: { ...known, name: request.name } }
  const elapsedMs = stopwatch()
  const fitted = await make()
  if ('notMeasured' in fitted) return fitted
  return { candidate: candidateOf(request, { recipe, fitted, seconds: elapsedMs() / 1000 }) }
}

/** sha256 (hex) of everything that decides what a fit gives (design §3, identity). */
export function recipeOf(request: FitRequest): string {
  const { method, spec, split, context, models = [], parts = [], sampling = greedy, told } = request
  return sha256(
    canonicalJson({
      kind: method.kind,
      recipeVersion: method.recipeVersion,
      spec,
      task: {
        kind: context.task.kind,
        labels: labelsOf(context.task, split),
        definitions: context.task.labels,
        description: context.task.description ?? null,
      },
      data: fingerprintsOf(split),
      models: models.map((model) => ({ ...model })),
      parts,
      ...(told === undefined ? {} : { told }),
      sampling: { ...sampling },
      seed: context.seed,
    }),
  )
}

function fingerprintsOf(split: TrainingSplit): Candidate['data'] {
  return {
    train: fingerprint(split.train),
    validation: fingerprint(split.validation),
    ...(split.calibration === undefined ? {} : { calibration: fingerprint(split.calibration) }),
  }
}

function candidateOf(
  request: FitRequest,
  made: { recipe: string; fitted: Fitted; seconds: number },
): Candidate {
  const digests = made.fitted.artifacts.map((artifact) => artifact.sha256).toSorted()
  return {
    recipe: made.recipe,
    version: sha256(canonicalJson({ recipe: made.recipe, digests })),
    name: request.name,
    kind: request.method.kind,
    family: request.family ?? request.method.family,
    spec: made.fitted.spec ?? request.spec,
    artifacts: made.fitted.artifacts,
    parts: request.parts ?? [],
    models: made.fitted.models ?? request.models ?? [],
    data: fingerprintsOf(request.split),
    sampling: request.sampling ?? greedy,
    seed: request.context.seed,
    fitCost: {
      seconds: made.seconds,
      ...(made.fitted.usd === undefined ? {} : { usd: made.fitted.usd }),
    },
  }
}
