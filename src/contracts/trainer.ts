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
  kind: 'lora'
  /** Rows as JSON lines `{messages}`, the last message the assistant's. */
  train: string
  validation: string
  training: { epochs: number; learningRate: number; batchRows: number; maxTokens: number }
  lora: { rank: number; alpha: number; dropout: number; modules: string[] }
  seed: number
}

/** An encoder to train whole, with a classification head. */
export interface EncoderJob extends JobFacts {
  kind: 'encoder'
  /** Rows as JSON lines `{text, label}`. */
  train: string
  validation: string
  training: { epochs: number; learningRate: number; batchRows: number; maxTokens: number }
  encoder: {
    /** Label of output i. */
    labels: string[]
    labelSmoothing: number
    classWeights: 'none' | 'balanced'
    /** Epochs in which rows of one label are drawn together before there is a head; 0 leaves them out. */
    contrastiveEpochs: number
  }
  seed: number
}

/** What can be trained. */
export type TrainingJob = LoraJob | EncoderJob

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
  /** Holds adapter_config.json and adapter_model.safetensors; or an encoder as a Transformers folder, and its head. */
  folder: string
  /** Means over answer tokens, or over an encoder's rows; null where there is nothing to measure on. */
  trainLoss: number | null
  validationLoss: number | null
  trainSeconds: number
  /** Of an encoder: probabilities of the labels for each validation row, in order. */
  probabilities?: number[][]
}

/** The best epoch of an encoder in ONNX; absolute paths. */
export interface EncoderExport {
  /** The epoch's checkpoint. */
  folder: string
  onnx: string
  int8: string
  tokenizer: string
}

/** How training ended. `estimated`: the answer to the estimate was stop. */
export interface TrainingEnd {
  reason: 'finished' | 'stopped' | 'estimated'
  /** Of an encoder, unless nothing was trained. */
  exported?: EncoderExport
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
   * Called once the fit's candidate is stored: its folder is removed, checkpoints and rows with it, where nobody else can be at
   * work in it. What cannot be removed stays.
   */
  release(key: string): Promise<void>
  /** @throws StoppedError when the signal fired; EngineError with the trainer's own message. */
  train(job: TrainingJob, watch: TrainingWatch): Promise<TrainingEnd>
  /** @returns one score a row, in order. */
  score(job: ScoreJob, signal: AbortSignal): Promise<AnswerScore[]>
}
