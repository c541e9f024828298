import type { DataChange, LabelSuspect, LearningCurve, PeriodChange } from '../../contracts/data-change.ts'
import type { ExampleSplit } from '../../contracts/example.ts'
import type { Embedder } from '../../contracts/model.ts'
import type { Progress } from '../../contracts/progress.ts'
import type { Finding } from '../../contracts/report.ts'
import type { Task } from '../../contracts/task.ts'
import { compareInputs, sampleRows } from './compare-inputs.ts'
import { changeFindings } from './change-findings.ts'
import { compareMix } from './compare-mix.ts'
import { type DepthOfChange, depths } from './depth-of-change.data.ts'
import { embedAll } from './embed-all.ts'
import { type ChangeRow, type EmbeddedRows, labelledRows, takeRows } from './embedded-rows.ts'
import { findLabelSuspects } from './find-label-suspects.ts'
import { findMissingRegions } from './find-missing-regions.ts'
import type { LabelledRow } from './head-on-vectors.ts'
import { measureDecay } from './measure-decay.ts'
import { measureLearningCurve } from './measure-learning-curve.ts'
import { headNotAsked } from './not-compared.ts'
import { cutTimeline, type Timeline } from './timeline.ts'
import { periodsOf } from './periods-of.ts'

/** What an embedder is asked about the examples. */
export interface ChangeQuestion {
  task: Pick<Task, 'kind' | 'seed' | 'success'>
  split: ExampleSplit
  /** Real inputs, in order; some may have an answer. */
  production: readonly ChangeRow[]
  depth: DepthOfChange
  embedder: Embedder
  progress: Progress
  signal: AbortSignal | undefined
}

/** The parts of a data report that need an embedder, and what follows from them. */
export interface ChangeAssessment {
  change: DataChange
  learningCurve?: LearningCurve
  labelSuspects?: LabelSuspect[]
  findings: Finding[]
}

/** False alarms of one check, over all its looks together. */
const alphaOfCheck = 0.05

/**
 * Coverage, change over time, suspected label errors, learning curve. Of test rows only the inputs are looked at. But for
 * the deepest look samples are taken; regions and decay are left out where train is larger than its sample.
 */
export async function assessChange(question: ChangeQuestion): Promise<ChangeAssessment> {
  const { split, task, depth } = question
  const most = depths[depth]
  const all: ChangeRow[] = [...split.train, ...split.validation]
  const embed = (rows: readonly ChangeRow[], count: number) =>
    embedAll(question, sampleOf(rows, count, task.seed))
  const pool = await embed(all, most.rows)
  const test = await embed(
    split.test.map(({ id, input, source }) => ({ id, input, source })),
    most.testRows,
  )
  const production = await embed(question.production, most.rows)
  const isWhole = pool.rows.length === all.length
  const change = await describeChange(question, { pool, test, production, isWhole })
  const labelled = labelledRows(pool)
  const mayAsk = task.kind === 'classification' && most.headRows > 0
  const isTooMany = all.length > most.headRows
  const asked = mayAsk && !isTooMany ? await askHead(question, labelled) : {}
  const findings = changeFindings({ change, poolRows: pool.rows.length, ...asked })
  const notAsked = mayAsk && isTooMany ? [headNotAsked(all.length, most.headRows)] : []
  return { change, ...asked, findings: [...findings, ...notAsked] }
}

interface Parts {
  pool: EmbeddedRows
  test: EmbeddedRows
  production: EmbeddedRows
  isWhole: boolean
}

async function describeChange({ task }: ChangeQuestion, parts: Parts): Promise<DataChange> {
  const { pool, test, production, isWhole } = parts
  const { seed } = task
  const timeline = cutTimeline(pool, production)
  const periods = timeline === undefined ? [] : periodsOf(timeline.later.rows)
  const looks = 2 + periods.length
  const alpha = alphaOfCheck / looks
  const compare = (sample: EmbeddedRows) => compareInputs({ reference: pool, sample, seed, alpha })
  const hasProduction = production.rows.length > 0
  const from = hasProduction ? 'production' : 'test'
  const sample = hasProduction ? production : test
  const answered = labelledRows(production).rows
  const isLabelled = task.kind === 'classification'
  return {
    reference: pool.rows.length,
    ...(test.rows.length > 0 ? { test: compare(test) } : {}),
    ...(hasProduction ? { production: compare(production) } : {}),
    ...(isLabelled && answered.length > 0
      ? { productionMix: compareMix(labelledRows(pool).rows, answered, { seed, alpha }) }
      : {}),
    periods:
      timeline === undefined || periods.length < 2
        ? []
        : periods.map(({ name, chosen }) =>
            describePeriod({
              name,
              sample: takeRows(timeline.later, chosen),
              timeline,
              isLabelled,
              seed,
              alpha,
            }),
          ),
    regions: isWhole ? findMissingRegions({ reference: pool, sample, from, seed }) : [],
    ...(timeline?.isTimed === true && isLabelled && isWhole ? { decay: await decayOf(timeline, task) } : {}),
  }
}

function describePeriod(period: {
  name: string
  sample: EmbeddedRows
  timeline: Timeline
  isLabelled: boolean
  seed: number
  alpha: number
}): PeriodChange {
  const { name, sample, timeline, isLabelled, seed, alpha } = period
  const answered = labelledRows(sample).rows
  const reference = labelledRows(timeline.past).rows
  return {
    name,
    rows: sample.rows.length,
    input: compareInputs({ reference: timeline.past, sample, seed, alpha }),
    ...(isLabelled && answered.length > 0 ? { mix: compareMix(reference, answered, { seed, alpha }) } : {}),
  }
}

function decayOf(timeline: Timeline, task: ChangeQuestion['task']) {
  return measureDecay({
    past: labelledRows(timeline.past),
    later: labelledRows(timeline.later),
    margin: task.success.quality.notWorseBy,
    seed: task.seed,
  })
}

async function askHead(
  { task, progress, signal }: ChangeQuestion,
  labelled: EmbeddedRows<LabelledRow>,
): Promise<Pick<ChangeAssessment, 'learningCurve' | 'labelSuspects'>> {
  if (new Set(labelled.rows.map((row) => row.expected)).size < 2) return {}
  const step = async (label: string, done: number, total: number) => {
    signal?.throwIfAborted()
    progress({ label, done, total, unit: 'fits' })
    await new Promise((resume) => setImmediate(resume))
  }
  const { seed } = task
  return {
    labelSuspects: await findLabelSuspects(labelled, {
      seed,
      afterFold: (done) => step('check: suspected label errors', done, 5),
    }),
    learningCurve: await measureLearningCurve(labelled, {
      seed,
      afterFit: (done, total) => step('check: learning curve', done, total),
    }),
  }
}

function sampleOf(rows: readonly ChangeRow[], most: number, seed: number): readonly ChangeRow[] {
  // No vectors yet: the sample is drawn before anything is embedded.
  return sampleRows({ rows, vectors: new Float32Array(0), dimensions: 0 }, most, seed).rows
}
