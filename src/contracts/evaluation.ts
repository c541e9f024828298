import type { Candidate } from './candidate.ts'
import type { CandidateReport, CriterionResult, QualityFigure } from './report.ts'

/** What one candidate reaches on rows that are no sealed test set. */
export interface Evaluation {
  candidate: Pick<Candidate, 'name' | 'kind' | 'family' | 'version'>
  on: string
  rows: number
  /** Rows without an answer: the provider or the model failed. */
  failed: number
  /** Rows whose text is also a train row: the figure flatters what learnt from it. */
  alsoInTrain?: number
  quality?: QualityFigure
  /** The task's quality criterion on these rows, by its one-sided bound. */
  meets?: CriterionResult
  /** `success.validity` on these rows, where the task asks for it. */
  meetsValidity?: CriterionResult
  validity: NonNullable<CandidateReport['validity']>
  tokensPerQuery?: { input: number; output: number }
  costPerQueryUsd?: { value: number; low: number; high: number }
  /** Milliseconds as these rows were asked; `run` times finalists anew, one request at a time. */
  latencyMs?: {
    p50: number
    p95: number
    /**
     * Requests in flight at once: waiting in line for a model is counted. Absent where no language model is asked, so that rows
     * go in batches whose time is shared out, and where the times were recorded elsewhere.
     */
    atATime?: number
    /** Answers of an earlier evaluation or run, with the times they took then. */
    kept: number
  }
}
