import * as z from 'zod'
import { adviceSchema } from './advice.ts'
import { familySchema } from './candidate.ts'
import { costReportSchema } from './cost.ts'
import { dataChangeSchema, learningCurveSchema, suspectSchema } from './data-change.ts'
import { examplePairSchema, lengthsSchema } from './data-texts.ts'
import { consistencySchema, gapSchema } from './gaps.ts'
import { meanTokensSchema } from './mean-tokens.ts'
import {
  overfittingSchema,
  seedsReportSchema,
  trainingReportSchema,
  tuningCurveSchema,
} from './training-report.ts'
import { promptComplexitySchema, simplifiedSchema } from './prompt-report.ts'
import { reasonSchema } from './reason.ts'
import { textMeasuresSchema } from './text-measures.ts'
import { rowPlanSchema, selectionSchema, stoppedSchema } from './row-plan.ts'

const interval = z.strictObject({ value: z.number(), low: z.number(), high: z.number() })
const count = z.number().int().nonnegative()

/** "N more labels would settle it" (decision.md §6). */
export const labelMoreSchema = z.strictObject({
  rows: count.nullable(),
  total: count.nullable(),
  forClaim: z.enum(['quality', 'non-inferiority', 'validity', 'shortfall']),
  ifAsObserved: count.nullable(),
  ifEqual: count.nullable(),
  alpha: z.number(),
  reason: z.string().optional(),
})
export type LabelMore = z.infer<typeof labelMoreSchema>

/** One thing the data check found. `rows` are ids, at most 50; `count` is the whole number. */
export const findingSchema = z.strictObject({
  check: z.string(),
  severity: z.enum(['blocker', 'warning', 'note']),
  count,
  rows: z.array(z.string()),
  message: z.string(),
  next: z.string(),
})
export type Finding = z.infer<typeof findingSchema>

/** What a file of examples was read as, and the rows of it that are no examples. */
const sourceSchema = z.strictObject({
  file: z.string(),
  container: z.string(),
  format: z.string(),
  rows: count,
  dropped: z.array(z.strictObject({ why: z.string(), count, lines: z.array(count) })),
})
export type DataSource = z.infer<typeof sourceSchema>

/** What `check` says of the examples. Leakage counts test rows; duplicates count train rows. */
export const dataReportSchema = z.strictObject({
  rows: z.strictObject({ train: count, validation: count, test: count }),
  labels: z.array(z.strictObject({ label: z.string(), train: count, test: count })),
  leakage: z.strictObject({
    inputsExact: count,
    inputsNear: count.optional(),
    pairsExact: count,
    inputsExactOtherOutput: count,
  }),
  duplicates: z.strictObject({ exact: count, near: count.optional() }),
  conflicts: count,
  enough: z.strictObject({
    /** Test rows used, lowest number right that shows the target, or null when no number does. */
    rows: count,
    canShow: z.strictObject({ target: z.number(), lowestPassing: count.nullable() }),
    /** Smallest non-inferiority margin shown with power .8 at 10 % discordant rows. */
    smallestDifference: z.number(),
    /** Power to show the task's margin at 10 % discordant rows, equal arms. */
    powerAtMargin: z.number(),
    labelMore: count.optional(),
  }),
  testOpenings: count,
  findings: z.array(findingSchema),
  lengths: lengthsSchema.optional(),
  /** At most 50. */
  pairs: z.array(examplePairSchema).optional(),
  /** What only an embedder can say: absent where none ran. */
  change: dataChangeSchema.optional(),
  learningCurve: learningCurveSchema.optional(),
  /** The surest first, at most 500. */
  labelSuspects: z.array(suspectSchema).optional(),
  sources: z.array(sourceSchema).optional(),
})
export type DataReport = z.infer<typeof dataReportSchema>

const meetsSchema = z.strictObject({
  criterion: z.string(),
  target: z.number(),
  value: z.number().nullable(),
  bound: z.number().nullable(),
  result: z.enum(['meets', 'fails', 'cannot-say']),
})
export type CriterionResult = z.infer<typeof meetsSchema>

export const qualitySchema = z.strictObject({
  metric: z.string(),
  value: z.number(),
  low: z.number(),
  high: z.number(),
  n: count,
})
export type QualityFigure = z.infer<typeof qualitySchema>

/** The day on which a vendor ends a model. */
const retirementSchema = z.strictObject({
  /** YYYY-MM-DD. */
  date: z.string(),
  /** The vendor's documentation, or `task file`. */
  source: z.string(),
  /** When the source said so. */
  asOf: z.string().optional(),
  /** The vendor gives the earliest day, not the day. */
  isEarliest: z.boolean().optional(),
})
export type Retirement = z.infer<typeof retirementSchema>

/** A model that has to be there for an answer. `adapter`: trained weights that fit no other base. */
const runningModelSchema = z.strictObject({
  name: z.string(),
  role: z.enum(['language', 'embedding']),
  provider: z.string(),
  licence: z.string().optional(),
  adapter: z.boolean().optional(),
  /** Of a hosted model, where a day is known. */
  retires: retirementSchema.optional(),
})
export type RunningModel = z.infer<typeof runningModelSchema>

export const candidateReportSchema = z.strictObject({
  name: z.string(),
  kind: z.string(),
  family: familySchema,
  version: z.string(),
  /** Finalists are measured on the shared test rows; the others on validation rows only. */
  finalist: z.boolean(),
  reference: z.boolean().optional(),
  validation: qualitySchema.optional(),
  quality: qualitySchema.optional(),
  /** All test rows, for display; never compared. */
  qualityAllRows: qualitySchema.optional(),
  /** Test rows without exact or near twins in train. */
  qualityCleanRows: qualitySchema.optional(),
  stopped: stoppedSchema.optional(),
  selection: selectionSchema.optional(),
  invalid: count.optional(),
  /** How answers came to their form; never whether they are right. */
  validity: z
    .strictObject({ first: count, repaired: count, reasked: count, fallback: count, invalid: count })
    .optional(),
  calibration: z
    .strictObject({
      brier: z.number(),
      logLoss: z.number(),
      ece: z.number(),
      eceOfPerfect: z.number(),
      n: count,
    })
    .optional(),
  recallByLabel: z.array(z.strictObject({ label: z.string(), recall: z.number(), n: count })).optional(),
  latencyMs: z
    .strictObject({ p50: z.number(), p95: z.number(), p95High: z.number().nullable(), n: count })
    .optional(),
  tokensPerQuery: meanTokensSchema.optional(),
  costPerQueryUsd: interval.optional(),
  busyCostPerQueryUsd: z.number().optional(),
  costPerCorrectUsd: interval.optional(),
  costUnknown: z.string().optional(),
  /** The row of token prices that was used. */
  priceRow: z.string().optional(),
  totalCostUsd: z.number().optional(),
  fitSeconds: z.number().optional(),
  promptComplexity: promptComplexitySchema.optional(),
  simplified: simplifiedSchema.optional(),
  consistency: consistencySchema.optional(),
  training: trainingReportSchema.optional(),
  overfitting: overfittingSchema.optional(),
  seeds: seedsReportSchema.optional(),
  tuningCurve: tuningCurveSchema.optional(),
  /** Models that answer, of finalists; empty where none is needed. Absent in older reports. */
  runs: z.array(runningModelSchema).optional(),
  meets: z.array(meetsSchema),
})
export type CandidateReport = z.infer<typeof candidateReportSchema>

export const comparisonSchema = z.strictObject({
  a: z.string(),
  b: z.string(),
  n: count,
  difference: interval,
  /** [rows only a has right, rows only b has right]. */
  discordant: z.tuple([count, count]),
  test: z.string(),
  pValue: z.number(),
  midP: z.number().optional(),
  margin: z.number(),
  nonInferiorP: z.number(),
  nonInferior: z.enum(['meets', 'fails', 'cannot-say']),
  /** Holm-adjusted p of the eligibility claim of `a` (decision.md §5). */
  pAdjusted: z.number().optional(),
})
export type Comparison = z.infer<typeof comparisonSchema>

const exampleRowSchema = z.strictObject({
  id: z.string(),
  input: z.string(),
  expected: z.string(),
  answers: z.array(
    z.strictObject({ candidate: z.string(), output: z.string(), confidence: z.number().optional() }),
  ),
})

export const verdictSchema = z.strictObject({
  choice: z.enum(['baseline', 'prompt', 'tune', 'hybrid', 'none', 'not-enough-evidence']),
  candidate: z.string().optional(),
  leading: z.strictObject({ candidate: z.string(), why: z.string() }).optional(),
  /** First "Use X." or "Not settled: X leads."; second the number with its interval; then reasons. */
  because: z.array(reasonSchema),
  next: z.array(z.string()),
  runnerUp: z.string().optional(),
  labelMore: labelMoreSchema.optional(),
  exploratory: z.string().optional(),
})
export type Verdict = z.infer<typeof verdictSchema>

export const notMeasuredSchema = z.strictObject({ name: z.string(), reason: z.string(), command: z.string() })
export type NotMeasured = z.infer<typeof notMeasuredSchema>

/** A tuned method with rows a model wrote against the same method without, on the same validation rows. */
export const syntheticGainSchema = z.strictObject({
  with: z.string(),
  without: z.string(),
  /** Written rows that were trained on. */
  rows: count,
  /** Validation rows that both answered. */
  n: count,
  /** With − without, in the metric's own units. */
  difference: interval,
  pValue: z.number(),
})
export type SyntheticGain = z.infer<typeof syntheticGainSchema>

/** The report object of design §9: `.crossover/reports/latest.json` and `--json`. Unbuilt stages are absent. */
export const reportSchema = z.strictObject({
  task: z.strictObject({
    name: z.string(),
    kind: z.string(),
    metric: z.string(),
    target: z.number(),
    margin: z.number(),
    perMonth: z.number(),
    horizonMonths: z.number(),
    team: z.enum(['small', 'medium', 'technical']),
  }),
  defaults: z.array(z.string()),
  data: dataReportSchema,
  candidates: z.array(candidateReportSchema),
  comparisons: z.array(comparisonSchema),
  notMeasured: z.array(notMeasuredSchema),
  examples: z.array(exampleRowSchema).optional(),
  testRows: rowPlanSchema.optional(),
  /** Of generation, where finalists met test rows. */
  textMeasures: textMeasuresSchema.optional(),
  /** What validation rows show to be wrong with candidates, prompted ones first. Empty: looked for and nothing shown. */
  gaps: z.array(gapSchema).optional(),
  /** What examples of `data.synthetic` brought, where there are any. */
  synthetic: z.array(syntheticGainSchema).optional(),
  /** The prompted finalist against the tuned one in money; absent where one of them has no price. */
  cost: costReportSchema.optional(),
  verdict: verdictSchema,
  /** What would flip the verdict, when to use which, next steps and risks. Absent where no test row was read. */
  advice: adviceSchema.optional(),
  incomplete: z.strictObject({ reason: z.string(), rows: count }).optional(),
  provenance: z.strictObject({
    crossover: z.string(),
    node: z.string(),
    machine: z.string(),
    engines: z.record(z.string(), z.string()),
    models: z.array(
      z.strictObject({ name: z.string(), sha256: z.string().optional(), licence: z.string().optional() }),
    ),
    data: z.strictObject({ train: z.string(), validation: z.string(), test: z.string(), shared: z.string() }),
    opening: count,
    alpha: z.number(),
    seed: z.number().int(),
    startedAt: z.string(),
    finishedAt: z.string(),
    evaluationSeconds: z.number(),
  }),
})
export type Report = z.infer<typeof reportSchema>
