import { checkTextRules } from '../../answers/check-text-rules.ts'
import { describeTextRules } from '../../answers/describe-text-rules.ts'
import type { TextMeasureName, TextMeasures } from '../../contracts/text-measures.ts'
import type { TextRules } from '../../contracts/text-rules.ts'
import { chrF } from '../../scorers/chr-f.ts'
import { editEffort } from '../../scorers/edit-effort.ts'
import { lengthRatio } from '../../scorers/length-ratio.ts'
import { rougeL } from '../../scorers/rouge-l.ts'
import { unsupportedFacts } from '../../scorers/unsupported-facts.ts'
import { bootstrapInterval } from '../../stats/bootstrap-interval.ts'
import { pairedBootstrap } from '../../stats/paired-bootstrap.ts'
import { groupBy } from '../../stats/group-by.ts'
import { tangoInterval } from '../../stats/tango-interval.ts'
import { wilsonInterval } from '../../stats/wilson-interval.ts'

/** A text beside its input and its reference; an answer that is none is the empty text. */
export interface TextRow {
  input: string
  expected: string
  output: string
  /** What is drawn together. */
  cluster: string
}

/** A finalist's texts on the shared rows; all arms hold the same rows in the same order. */
export interface TextArm {
  name: string
  rows: readonly TextRow[]
}

interface TextQuestion {
  /** Name of the arm that the others are held against. */
  focus: string
  rules: TextRules
  /** Whether the task gives the rules, or the answers of train keep them. */
  given: boolean
  seed: number
}

interface Measured {
  name: string
  rows: readonly { score: number; cluster: string }[]
}

const measures: Record<TextMeasureName, (row: TextRow, rules: TextRules) => number> = {
  chrF: ({ expected, output }) => chrF(expected, output),
  rougeL: ({ expected, output }) => rougeL(expected, output),
  editEffort: ({ expected, output }) => editEffort(expected, output),
  lengthRatio: ({ expected, output }) => lengthRatio(expected, output),
  madeUpFacts: ({ input, output }) => unsupportedFacts(input, output).length,
  keepsRules: ({ output }, rules) => (checkTextRules(output, rules).length === 0 ? 1 : 0),
}
/** A share of rows: its intervals are Wilson's and Tango's; those of the others are drawn. */
const share: TextMeasureName = 'keepsRules'
const draws = 2000

/**
 * Every measure of finalists' texts, with the difference between the focus and each other arm on the same rows. Means with BCa
 * bootstrap intervals by cluster; the share that keeps the rules with Wilson's, its difference with Tango's. For reading
 * only: six measures and several pairs are no test.
 *
 * @returns undefined without an arm of that name, or without rows.
 */
export function measureTexts(arms: readonly TextArm[], question: TextQuestion): TextMeasures | undefined {
  const { focus, rules, given } = question
  const first = arms.find(({ name }) => name === focus)
  if (first === undefined || first.rows.length === 0) return undefined
  return {
    n: first.rows.length,
    focus,
    rules: { given, words: describeTextRules(rules) },
    measures: (Object.keys(measures) as TextMeasureName[]).map((name) => measureBy(name, arms, question)),
    broken: arms.flatMap((arm) => brokenBy(arm, rules)),
  }
}

function measureBy(
  name: TextMeasureName,
  arms: readonly TextArm[],
  { focus, rules, seed }: TextQuestion,
): TextMeasures['measures'][number] {
  const scored: Measured[] = arms.map((arm) => ({
    name: arm.name,
    rows: arm.rows.map((row) => ({ score: measures[name](row, rules), cluster: row.cluster })),
  }))
  const first = scored.find((one) => one.name === focus)
  return {
    name,
    arms: scored.map((arm) => ({
      candidate: arm.name,
      ...(name === share ? shareOf(arm) : meanOf(arm, seed)),
    })),
    differences:
      first === undefined
        ? []
        : scored
            .filter((one) => one !== first)
            .map((other) => ({
              against: other.name,
              ...(name === share ? shareDifference(first, other) : meanDifference(first, other, seed)),
            })),
  }
}

function mean(rows: Measured['rows']): number {
  return rows.reduce((sum, { score }) => sum + score, 0) / rows.length
}

function meanOf({ rows }: Measured, seed: number) {
  const clusterOf = ({ cluster }: { cluster: string }) => cluster
  const { value, low, high } = bootstrapInterval({ rows, statistic: mean, clusterOf, seed, draws })
  return { value, low, high }
}

function meanDifference(a: Measured, b: Measured, seed: number) {
  const clusterOf = ({ cluster }: { cluster: string }) => cluster
  const pair = { a: a.rows, b: b.rows, statistic: mean, clusterOf, seed, draws }
  const { value, low, high } = pairedBootstrap(pair)
  return { value, low, high }
}

function shareOf({ rows }: Measured) {
  const successes = rows.filter(({ score }) => score === 1).length
  return { value: successes / rows.length, ...wilsonInterval({ successes, trials: rows.length }) }
}

function shareDifference(a: Measured, b: Measured) {
  const gains = a.rows.map(({ score }, index) => score - (b.rows[index]?.score ?? 0))
  const counts = {
    b: gains.filter((gain) => gain > 0).length,
    c: gains.filter((gain) => gain < 0).length,
    n: gains.length,
  }
  return { value: (counts.b - counts.c) / counts.n, ...tangoInterval(counts) }
}

function brokenBy({ name, rows }: TextArm, rules: TextRules): TextMeasures['broken'] {
  const all = rows.flatMap(({ output }) => [
    ...new Set(checkTextRules(output, rules).map(({ rule }) => rule)),
  ])
  return [...groupBy(all, (rule) => rule)]
    .map(([rule, times]) => ({ candidate: name, rule, rows: times.length }))
    .toSorted((one, other) => other.rows - one.rows)
}
