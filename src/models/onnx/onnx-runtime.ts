import { createRequire } from 'node:module'
import { join } from 'node:path'
import { EngineError, ModelError, messageOf } from '../../errors.ts'

/** The part of onnxruntime-node that is used here. It is installed on demand, so its own types are not at hand. */
export interface OnnxRuntime {
  InferenceSession: { create(path: string, options: SessionOptions): Promise<OnnxSession> }
  Tensor: new (type: 'int64', data: BigInt64Array, dimensions: readonly number[]) => OnnxTensor
}

interface SessionOptions {
  intraOpNumThreads: number
  interOpNumThreads: number
}

export interface OnnxTensor {
  readonly data: unknown
  readonly dims: readonly number[]
}

export interface OnnxSession {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  readonly outputMetadata: readonly { shape?: readonly (number | string)[] }[]
  run(feeds: Record<string, OnnxTensor>): Promise<Record<string, OnnxTensor>>
  release(): Promise<void>
}

/** A session and the runtime that made it (tensors must come from the same one). */
export interface OpenSession {
  runtime: OnnxRuntime
  session: OnnxSession
}

/**
 * Loads the runtime from an engine folder and opens a model with it.
 *
 * @throws EngineError when the runtime does not load on this machine; ModelError when the file is no model it can run.
 */
export async function openSession(
  engine: { folder: string },
  path: string,
  threads: number,
): Promise<OpenSession> {
  const runtime = loadRuntime(engine.folder)
  try {
    const options = { intraOpNumThreads: threads, interOpNumThreads: 1 }
    return { runtime, session: await runtime.InferenceSession.create(path, options) }
  } catch (error) {
    throw new ModelError(`${path} could not be opened by onnxruntime: ${messageOf(error)}`, { cause: error })
  }
}

function loadRuntime(folder: string): OnnxRuntime {
  try {
    return createRequire(join(folder, 'package.json'))('onnxruntime-node') as OnnxRuntime
  } catch (error) {
    throw new EngineError(`onnxruntime-node could not be loaded from ${folder}: ${messageOf(error)}`, {
      hint: 'Delete this folder and run: crossover engine add onnx',
      cause: error,
    })
  }
}
