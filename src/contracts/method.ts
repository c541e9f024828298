import type { Artifact, Candidate, Family } from './candidate.ts'
import type { Example } from './example.ts'
import type { Json } from './json.ts'
import type { GenerateRequest, ModelPool } from './model.ts'
import type { Prediction, Predictor } from './prediction.ts'
import type { Progress } from './progress.ts'
import type { Task } from './task.ts'
import type { Trainer } from './trainer.ts'

/** What fitting may see. A learning curve is `fit` on `take`. */
export interface TrainingSplit {
  readonly train: Example[]
  readonly validation: Example[]
  readonly calibration?: Example[]
  /** The same split with n train rows, stratified by answer, seeded; smaller takes are inside larger ones. */
  take(rows: number, seed: number): TrainingSplit
}

/** Bytes by digest. */
export interface ArtifactStore {
  put(name: string, bytes: Uint8Array): Promise<Artifact>
  /** @throws StoreError when the artifact is missing or its bytes do not match. */
  get(artifact: Artifact): Promise<Uint8Array>
  /** Where its bytes lie on disk, checked: for engines that read files. */
  path(artifact: Artifact): Promise<string>
}

/** A score on validation rows, for selection inside `fit`. */
export interface ValidationScore {
  metric: string
  value: number
  n: number
  /** The value with more being better, whatever the metric. */
  merit: number
  /** Each row's own score, more being better, in the order of the rows that were answered. */
  rows: { id: string; score: number; output: string }[]
  /** Mean tokens of a question, where a language model was asked. */
  tokensPerQuery?: { input: number; output: number }
  /** Questions that this evaluation paid for: rows answered before cost nothing. */
  calls: number
}

export interface OpenContext {
  task: Task
  pool: ModelPool
  artifacts: ArtifactStore
  /** Opens a part of a candidate by version. */
  open(version: string): Promise<Predictor>
}

/** What would be sent to a vendor, and what it may cost: shown before anybody agrees. */
export interface UploadRequest {
  /** `openai`, and the vendor's own name of the model. */
  provider: string
  base: string
  rows: { train: number; validation: number }
  bytes: number
  /** Tokens of one epoch, an upper estimate. */
  tokens: number
  epochs: number
  /** The most it may cost; absent where nobody knows the price. */
  usd?: number
  /** Where the price is from, and the day on which it held. */
  priceSource?: string
  priceAsOf?: string
  /** What else one should know before. */
  notes: readonly string[]
}

/** Why something was not done, and the command that would do it. */
export interface Refusal {
  reason: string
  command: string
}

/** A job at a vendor as it is remembered. The file is known before the job is: a run that is killed between finds it again. */
export interface RememberedJob {
  provider: string
  trainingFile: string
  validationFile?: string
  jobId?: string
}

/** Jobs under way elsewhere, by recipe. */
export interface JobRecords {
  get(recipe: string): RememberedJob | undefined
  save(recipe: string, job: RememberedJob): void
  remove(recipe: string): void
}

export interface FitContext extends OpenContext {
  seed: number
  signal: AbortSignal
  progress: Progress
  budget: { minutes?: number; usd?: number }
  /** Absent where nothing can be trained: methods that need it are not measured. */
  trainer?: Trainer
  /** A candidate this recipe already gave, to resume with. */
  known(recipe: string): Candidate | undefined
  evaluate(candidate: Candidate, rows: Example[]): Promise<ValidationScore>
  /** Jobs started by an earlier run. Absent where nothing is kept: nothing is started elsewhere then. */
  jobs?: JobRecords
  /** Whether examples may be sent to a vendor. @returns why not, or nothing. Absent: nobody can agree. */
  mayUpload?: ((request: UploadRequest) => Promise<Refusal | undefined>) | undefined
  /**
   * Asks a language model something that is no row (to write a prompt, say). The answer is kept by what was asked, so that a
   * search that was killed pays for it once. Absent where nothing is kept.
   */
  ask?(model: string, request: Pick<GenerateRequest, 'messages' | 'maxTokens'>): Promise<Prediction>
}

export type FitOutcome =
  | { candidate: Candidate }
  /** `status` in the words of who runs it: "running", "paused". */
  | { pending: { jobId: string; checkAfterMs: number; status?: string } }
  | { notMeasured: { reason: string; command: string } }

/** One way to customise a model. Prompting and fine-tuning are both methods; nothing downstream asks which. */
export interface Method<Spec extends Json = Json> {
  /** "prompt/few-shot", "tune/lora", "hybrid/cascade" … */
  readonly kind: string
  readonly family: Family
  /** Bumped when the same recipe would answer differently; a conformance test watches it. */
  readonly recipeVersion: number
  /** What a fit or an answer runs besides its own code: `--no-llm` leaves both out, and training comes after what is quick. */
  readonly needs?: readonly ('language-model' | 'trainer')[]
  /** Kinds of task it can be fitted to. */
  readonly kinds: readonly Task['kind'][]
  /**
   * Questions to a language model that a fit asks, validation of what it gives not included; absent for quick methods.
   * Fixed before fitting, never by the clock, so that a search that was killed goes on to the same result.
   */
  plannedCalls?(spec: Spec, split: TrainingSplit, task: Task): number
  /** What is tried when the task file names the method only: one spec a candidate. */
  specs(task: Task): Spec[]
  /**
   * Whether a finalist is fitted again on train + validation with the spec its first fit resolved. Methods that
   * watch validation while they fit (early stopping) or learn nothing from rows say no.
   */
  readonly refitsOnAll: boolean
  /** One fit = one seed. `candidate.spec` is the spec with every choice made. Reports progress, honours `context.signal`, resumes. */
  fit(spec: Spec, split: TrainingSplit, context: FitContext): Promise<FitOutcome>
  /** Whether a candidate's prompt shows demonstrations whose order `PredictRequest.demonstrationSeed` changes. Absent: none does. */
  reorders?(candidate: Candidate): boolean
  open(candidate: Candidate, context: OpenContext): Promise<Predictor>
}
