/** The engines that npm installs on demand. */
export type NpmEngineName = 'llama' | 'onnx'

/** Engines installed on demand; the trainer is a virtual environment of Python. */
export type EngineName = NpmEngineName | 'trainer'

/** An engine that is installed: load an npm package with `createRequire` from `folder`. */
export interface Engine {
  name: EngineName
  /** Absolute; holds `node_modules`, or the virtual environment. */
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
