/** The typed public API: everything the command line does, as functions. */

export type { Candidate, Family } from './contracts/candidate.ts'
export type { Example, ExampleSplit } from './contracts/example.ts'
export type { FitContext, FitOutcome, Method, TrainingSplit } from './contracts/method.ts'
export type { Embedder, LanguageModel, ModelIdentity, ModelPool } from './contracts/model.ts'
export type { LabelRecord } from './contracts/label-record.ts'
export type { Prediction, PredictRequest, Predictor } from './contracts/prediction.ts'
export type { Progress, ProgressEvent } from './contracts/progress.ts'
export { costReportSchema, type CostReport } from './contracts/cost.ts'
export { reportSchema, type DataReport, type Report, type Verdict } from './contracts/report.ts'
export { taskFileSchema, type Task, type TaskFile } from './contracts/task.ts'
export {
  CrossoverError,
  DataError,
  EngineError,
  ModelError,
  StoppedError,
  StoreError,
  TaskError,
  UnreachableModelError,
} from './errors.ts'
export { exportExamples, type ExportOptions } from './data/export/export-examples.ts'
export {
  importExamples,
  type Import,
  type ImportedRow,
  type ImportRequest,
} from './data/import/import-examples.ts'
export { defaultCacheFolder } from './models/cache-folder.ts'
export { createModelPool, type PoolOptions, type SharedModelPool } from './models/pool.ts'
export { figureOf, type Figure } from './report/figure-of.ts'
export { renderCheck } from './report/render-check.ts'
export { renderCost } from './report/render-cost.ts'
export { renderHtml } from './report/render-html.ts'
export { renderJunit } from './report/render-junit.ts'
export { renderMarkdown } from './report/render-markdown.ts'
export { sideBySide, type SideBySide, type SideBySideRow } from './report/side-by-side.ts'
export { renderTerminal } from './report/render-terminal.ts'
export { applyLabels, type AppliedLabels, type ApplyOptions } from './workflow/label/apply-labels.ts'
export { compareAnnotators, type AnnotatorComparison } from './workflow/label/compare-annotators.ts'
export { type LabelSession } from './workflow/label/label-session.ts'
export { labelTask, type LabelTaskOptions, type LabelWork } from './workflow/label/label-task.ts'
export { reviewRows, type Review, type ReviewOptions, type ReviewRow } from './workflow/label/review-rows.ts'
export { redactData, type Redaction } from './workflow/redact-data.ts'
export { findPersonalData } from './text/personal-data/find-personal-data.ts'
export type { PersonalDataKind, PersonalDataSpan } from './text/personal-data/detector.ts'
export { createRedactor, type PersonalDataRedactor } from './text/personal-data/personal-data-redactor.ts'
export { checkData, type CheckOptions } from './workflow/check-data.ts'
export { costOfPlan } from './workflow/cost-of-plan.ts'
export { loadPlan } from './workflow/load-plan.ts'
export { loadTask } from './workflow/load-task.ts'
export { predictWithChosen, type TaskPrediction } from './workflow/predict-task.ts'
export { readReport } from './workflow/read-report.ts'
export { silentEvents, type RunEvents } from './workflow/run/run-events.ts'
export { watchModels, type ModelWatch } from './workflow/watch/watch-models.ts'
export { runTask, type RunOptions, type RunResult } from './workflow/run/run-task.ts'
