import type { AnswerScore } from './model.ts'

/** Weights that training starts from: the GGUF file the host runs, or a Hugging Face folder. */
export interface TrainingBase {
  format: 'gguf' | 'folder'
  /** Absolute. */
  path: string
}

/** What every training job says; paths are absolute. */
interface JobFacts {
  /** Of this job alone; what a killed one left there is gone on from. */
  folder: string
  base: TrainingBase
}

/** A LoRA adapter to train. */
export interface LoraJob extends JobFacts {
  /** Rows as JSON lines `{messages}`, the last message the assistant's. */
  train: string
  validation: string
  training: { epochs: number; learningRate: number; batchRows: number; maxTokens: number }
  lora: { rank: number; alpha: number; dropout: number; modules: string[] }
  seed: number
}

/** Answers to score by teacher forcing. */
export interface ScoreJob extends JobFacts {
  /** Rows as above. */
  rows: string
  /** A folder with a PEFT adapter; the base alone without it. */
  adapter?: string
}

/** What a job will take, from two real steps of it. */
export interface TrainingEstimate {
  /** All epochs, scoring between them not included. */
  seconds: number
  memoryBytes: number
  freeMemoryBytes: number | null
}

/** An epoch on disk. Those of a killed run come again first. */
export interface TrainingCheckpoint {
  epoch: number
  /** Holds adapter_config.json and adapter_model.safetensors. */
  folder: string
  /** Means over answer tokens; null where there is nothing to measure on. */
  trainLoss: number | null
  validationLoss: number | null
  trainSeconds: number
}

/** Whether training goes on, and which epoch is the best so far. */
export interface TrainingReply {
  type: 'continue' | 'stop'
  best?: number
}

/** Who looks on while a job runs. The trainer waits for `onEstimate` and `onCheckpoint`. */
export interface TrainingWatch {
  signal: AbortSignal
  onEstimate(estimate: TrainingEstimate): Promise<TrainingReply>
  onCheckpoint(checkpoint: TrainingCheckpoint): Promise<TrainingReply>
  onStep(step: { done: number; total: number }): void
}

/** Trains models: Python on this machine, or another program that speaks for it. */
export interface Trainer {
  /** A folder that is `key`'s alone, made where it is missing, kept until the fit that needs it is done. */
  folder(key: string): Promise<string>
  /**
   * @returns why it ended: `estimated` when the answer to the estimate was stop.
   * @throws StoppedError when the signal fired; EngineError with the trainer's own message.
   */
  train(job: LoraJob, watch: TrainingWatch): Promise<{ reason: 'finished' | 'stopped' | 'estimated' }>
  /** @returns one score a row, in order. */
  score(job: ScoreJob, signal: AbortSignal): Promise<AnswerScore[]>
}
