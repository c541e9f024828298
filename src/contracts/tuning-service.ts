/** Whose way of starting and following a job a vendor speaks. */
export type TuningProtocol = 'openai' | 'together' | 'fireworks'

/** What a vendor's fine-tuning takes, from its documentation. */
export interface TuningCapabilities {
  protocol: TuningProtocol
  /** Rows of train at least. */
  minimumRows: number
  maxFileBytes: number
  /** Where the number of epochs is said: inside `method`, or at the top as older servers want it. */
  hyperparametersIn: 'method' | 'top'
  /** Whether a seed and metadata may be given. */
  seed: boolean
  metadata: boolean
  /** Characters of a name's ending at most; 0 where none may be given. */
  suffixCharacters: number
  /** Whether validation rows are of use there; they are not sent otherwise. */
  validation: boolean
  /** Whether what was trained answers only after a deployment of its own, under a name that the deployment has. */
  needsDeployment: boolean
  /** What the reader should know before training there. */
  notes: readonly string[]
  documentation: string
  /** Day on which the entry was written from the documentation. */
  asOf: string
}

/** How a job stands. `working` covers every word for waiting and running. */
export type TuningState = 'working' | 'paused' | 'succeeded' | 'failed' | 'cancelled'

/** A job as the vendor tells it. */
export interface TuningJob {
  id: string
  state: TuningState
  /** The vendor's own word: `validating_files`. */
  status: string
  /** The trained model's name at the vendor; it may come later than success. */
  model?: string
  /** Of a job that failed. */
  problem?: string
  trainedTokens?: number
  /** What the vendor itself says that the job costs. */
  usd?: number
  /** Milliseconds since 1970. */
  expectedAtMs?: number
  trainingFile?: string
}

/** A line of a job's log. */
export interface TuningEvent {
  id: string
  level: string
  message: string
}

/** Training and validation figures at one point of a job. */
export interface TuningCheckpoint {
  step: number
  /** Usable by itself, at vendors that keep checkpoints. */
  model?: string
  metrics: Record<string, number>
}

/** What a job is started with. */
export interface TuningRequest {
  base: string
  trainingFile: string
  validationFile?: string
  epochs: number
  seed: number
  suffix: string
  metadata: Record<string, string>
}

/** A vendor that trains models on files it is given. Every call throws ProviderError, or StoppedError on its signal. */
export interface TuningService {
  readonly provider: string
  readonly capabilities: TuningCapabilities
  /** @returns the vendor's id of the file, once it has all of it. */
  upload(file: { name: string; bytes: Uint8Array }, signal: AbortSignal): Promise<string>
  /** Starts a job; never sent twice where the first may have been heard. */
  create(request: TuningRequest, signal: AbortSignal): Promise<TuningJob>
  /** The newest job that was started with this training file. */
  findByFile(trainingFile: string, signal: AbortSignal): Promise<TuningJob | undefined>
  /** @returns nothing where the vendor does not know the job any more. */
  job(id: string, signal: AbortSignal): Promise<TuningJob | undefined>
  /** Oldest first, at most the latest 100. */
  events(id: string, signal: AbortSignal): Promise<TuningEvent[]>
  /** In order of steps, at most 100; empty where the vendor has none. */
  checkpoints(id: string, signal: AbortSignal): Promise<TuningCheckpoint[]>
  cancel(id: string, signal: AbortSignal): Promise<TuningJob>
  /** The clock that waits between looks. */
  now(): number
  date(): number
  sleep(ms: number, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}
