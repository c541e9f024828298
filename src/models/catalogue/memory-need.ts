import { defaultContextTokens } from '../llama/default-context.ts'

/** What the memory of a model depends on. */
export interface MemoryFacts {
  /** Of the file. */
  bytes: number
  /** Keys and values of one token. */
  cacheBytesPerToken: number
  vocabularySize: number
  /** Tokens it was trained to read. */
  contextTokens?: number | undefined
}

/** Memory in bytes while a model runs, by what takes it. */
export interface MemoryNeed {
  weightsBytes: number
  /** Keys and values of the whole context. */
  cacheBytes: number
  /** Scores of the vocabulary for one batch, and the program itself. */
  workingBytes: number
  totalBytes: number
  /** The context it would be opened with. */
  contextTokens: number
}

/** Whether a model runs on a machine: at once, when other programs end, or not. */
export type Fit = 'fits' | 'tight' | 'too large'

/** Memory of a machine. */
export interface MachineMemory {
  totalBytes: number
  /** That programs can still have. */
  freeBytes: number
}

/** Tokens the host evaluates at a time. */
const batchTokens = 512
/** The host's process without a model, and intermediate results of a batch. */
const programBytes = 150e6

/** An estimate for the context the host would make; weights count in full, though they are mapped and not copied. */
export function memoryNeed(facts: MemoryFacts): MemoryNeed {
  const contextTokens = Math.min(facts.contextTokens ?? defaultContextTokens, defaultContextTokens)
  const weightsBytes = facts.bytes
  const cacheBytes = facts.cacheBytesPerToken * contextTokens
  const workingBytes = batchTokens * facts.vocabularySize * 4 + programBytes
  const totalBytes = weightsBytes + cacheBytes + workingBytes
  return { weightsBytes, cacheBytes, workingBytes, totalBytes, contextTokens }
}

/** How that much memory fits a machine. */
export function fitOf({ totalBytes }: Pick<MemoryNeed, 'totalBytes'>, machine: MachineMemory): Fit {
  if (totalBytes <= machine.freeBytes) return 'fits'
  return totalBytes <= machine.totalBytes ? 'tight' : 'too large'
}
