/** The engines that npm installs on demand. The trainer (Python) has its own place. */
export type EngineName = 'llama' | 'onnx'

/** An engine that is installed: load its package with `createRequire` from `folder`. */
export interface Engine {
  name: EngineName
  /** Absolute; holds `node_modules`. */
  folder: string
  version: string
}

/** An engine that is not installed, where installing was not asked for. */
export interface AbsentEngine {
  name: EngineName
  version: string
  absent: true
  /** What the reader can do about it. */
  hint: string
}
