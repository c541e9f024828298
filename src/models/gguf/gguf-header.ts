/** A metadata value. Arrays are kept as their length only: a vocabulary has 49,152 strings nobody here reads. */
export type GgufValue = string | number | bigint | boolean | { arrayLength: number }

/** One metadata entry and where its value's bytes begin in the file. */
export interface GgufMetadata {
  key: string
  type: number
  value: GgufValue
  valueOffset: number
}

/** One tensor as the header describes it. */
export interface GgufTensor {
  name: string
  /** Innermost first, as in the file. */
  dimensions: number[]
  /** ggml's number, e.g. 3 for Q4_1. */
  type: number
  /** From the start of the file. */
  offset: number
  bytes: number
}

/** What stands before the numbers in a GGUF file. */
export interface GgufHeader {
  version: number
  alignment: number
  metadata: GgufMetadata[]
  /** Where the metadata begins and ends: bytes [24, end). */
  metadataEnd: number
  tensors: GgufTensor[]
  /** Where the tensors' numbers begin. */
  dataOffset: number
}
