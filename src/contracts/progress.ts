/** One step of work as it goes. `done` and `total` count the same unit. */
export interface ProgressEvent {
  /** What is being done, e.g. "head: validation". */
  label: string
  done: number
  total: number
  /** "rows", "bytes", "steps" … */
  unit: string
}

/** Where work reports to. The CLI draws it; tests ignore it. */
export type Progress = (event: ProgressEvent) => void

/** Reports nowhere. */
export const silentProgress: Progress = () => undefined
