import type { Gap } from '../../contracts/gaps.ts'
import type { Task } from '../../contracts/task.ts'
import { groupBy } from '../../stats/group-by.ts'
import { holm } from '../../stats/holm.ts'
import { wilsonInterval } from '../../stats/wilson-interval.ts'
import { shorten } from '../../text/shorten.ts'
import { confusionGap } from './confusion-gap.ts'
import { dearGap } from './dear-gap.ts'
import { favouriteGap } from './favourite-gap.ts'
import { formatGap } from './format-gap.ts'
import type { GapFacts, GapFinding, GapTest } from './gap-facts.ts'
import { inconsistentGap } from './inconsistent-gap.ts'
import { lengthGap } from './length-gap.ts'
import { positionGap } from './position-gap.ts'
import { slowGap } from './slow-gap.ts'
import { wordsGap } from './words-gap.ts'

/** All gaps of a candidate together are wrong with at most this probability. */
const level = 0.05
const examplesShown = 3
const shownCharacters = 200

/** Labels that a candidate takes for others: what is looked for in every finalist. */
export const labelGaps: readonly GapTest[] = [confusionGap, favouriteGap]

/** All that is looked for in the best prompt. */
export function gapTests(kind: Task['kind']): readonly GapTest[] {
  const common = [formatGap, wordsGap, lengthGap, slowGap, dearGap]
  if (kind === 'generation') return common
  if (kind === 'extraction') return [...common, inconsistentGap, positionGap]
  return [...common, inconsistentGap, ...labelGaps]
}

/**
 * What validation rows show to be wrong with a candidate. Holm over the kinds of gap at 5 %, and inside a kind over its words,
 * pairs or labels: what its test does not support is not told. Largest share first.
 */
export function findGaps(
  candidate: string,
  facts: Omit<GapFacts, 'level' | 'tests'>,
  tests: readonly GapTest[] = gapTests(facts.kind),
): Gap[] {
  const rows = oneOfEachGroup(facts.rows)
  const findings = tests.map((test) => test({ ...facts, rows, level, tests: tests.length }))
  const { adjusted } = holm(findings.map((finding) => finding?.pValue ?? 1))
  return findings
    .flatMap((finding, at) => {
      const pValue = adjusted[at] ?? 1
      return finding === undefined || pValue > level ? [] : [gapOf(candidate, finding, pValue)]
    })
    .toSorted((a, b) => b.share.value - a.share.value)
}

function oneOfEachGroup(rows: GapFacts['rows']): GapFacts['rows'] {
  const groups = groupBy(rows, ({ id, group }) => (group === undefined ? `row ${id}` : `group ${group}`))
  return [...groups.values()].flatMap((members) => members.slice(0, 1))
}

function gapOf(candidate: string, finding: GapFinding, pValue: number): Gap {
  const { kind, message, touched, n, words, helps } = finding
  return {
    kind,
    candidate,
    message,
    share: { value: touched / n, ...wilsonInterval({ successes: touched, trials: n }) },
    n,
    pValue,
    examples: finding.examples.slice(0, examplesShown).map(({ id, input, expected, output }) => ({
      id,
      input: shorten(input, shownCharacters),
      expected: shorten(expected, shownCharacters),
      output: shorten(output, shownCharacters),
    })),
    ...(words === undefined ? {} : { words }),
    helps,
  }
}
