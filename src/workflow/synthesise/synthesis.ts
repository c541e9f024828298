import type { JsonObject } from '../../contracts/json.ts'
import type { Task } from '../../contracts/task.ts'
import { countKept } from './count-kept.ts'
import type { LabelCheck } from './label-check.ts'
import { syntheticRow } from './synthetic-row.ts'
import type { Flaw, Written } from './written-example.ts'

/** Written rows, and what became of the others. */
export interface Synthesis {
  rows: JsonObject[]
  /** Questions asked, those an earlier run had answered included. */
  asked: number
  /** Answers that are not kept, by what is wrong with them. */
  leftOut: Record<Flaw, number>
  /** Kept examples by label; of classification only. */
  labels: Record<string, number>
  /** Of classification: the bar of the head, and the share of real train rows that pass it. */
  labelCheck?: Pick<LabelCheck, 'threshold' | 'realRowsPassing'>
  /** Why it ended before there were enough: a model failed, or the spend limit was reached. */
  stopped?: string
}

/** What has come out so far. */
export interface SynthesisState {
  kept: Written[]
  asked: number
  leftOut: Record<Flaw, number>
  stopped?: string
}

/** Before the first question. */
export function emptyState(): SynthesisState {
  const leftOut = {
    context: 0,
    format: 0,
    length: 0,
    talk: 0,
    train: 0,
    validation: 0,
    test: 0,
    facts: 0,
    label: 0,
    repeat: 0,
  }
  return { kept: [], asked: 0, leftOut }
}

/** The result, as it is told and written. */
export function synthesisOf(
  { kept, asked, leftOut, stopped }: SynthesisState,
  { task, model, at, check }: { task: Task; model: string; at: Date; check: LabelCheck | undefined },
): Synthesis {
  return {
    rows: kept.map((written) => syntheticRow(written, { task, model, at })),
    asked,
    leftOut,
    labels: task.kind === 'classification' ? Object.fromEntries(countKept(kept)) : {},
    ...(check === undefined
      ? {}
      : { labelCheck: { threshold: check.threshold, realRowsPassing: check.realRowsPassing } }),
    ...(stopped === undefined ? {} : { stopped }),
  }
}
