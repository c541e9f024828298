import type { Family } from '../contracts/candidate.ts'
import type { Verdict } from '../contracts/report.ts'
import { medianOf, shareCheaper } from './cost/total-cost.ts'
import type { Standing } from './eligibility.ts'
import { simplicityOf } from './simplicity.ts'

/** "G is cheaper than F" asks for this share of the common draws (a product choice). */
export const cheaperShare = 0.8

/** A finalist with the draws of its total cost; none when its price is unknown. */
export interface PricedStanding extends Standing {
  totals: Float64Array | undefined
}

/** Which row of decision.md §5 applies, and to whom. */
export interface TableRow {
  row: '1' | '2' | '3' | '4' | '5' | '5b' | '6'
  choice: Verdict['choice']
  /** The arm chosen (5, 5b) or leading (1, 4, 6). */
  arm?: PricedStanding
  /** 5b: the open arm that would be cheaper. */
  runnerUp?: PricedStanding
  /** 2, 4: the families that were not measured on these rows. */
  missing?: ('prompt' | 'tune')[]
}

/** The table of verdicts: the first matching row wins. Pure and total. */
export function applyTable(
  standings: readonly PricedStanding[],
  facts: { n: number; fewestRows: number; stoppedFamilies?: readonly Family[] },
): TableRow {
  const eligible = standings.filter(({ state }) => state === 'eligible')
  const open = standings.filter(({ state }) => state === 'open')
  const leading = leader(standings)
  if (standings.length === 0 || facts.n < facts.fewestRows)
    return { row: '1', choice: 'not-enough-evidence', ...leading }
  const missing = missingFamilies(standings, facts.stoppedFamilies)
  if (missing.length > 0 && eligible.length === 0)
    return { row: '2', choice: 'not-enough-evidence', missing, ...leading }
  if (eligible.length === 0 && open.length === 0) return { row: '3', choice: 'none', ...leading }
  const noPrompt = missing.includes('prompt')
  if (eligible.length > 0 && noPrompt)
    return { row: '4', choice: 'not-enough-evidence', missing: ['prompt'], ...leader(eligible) }
  if (eligible.length === 0) return { row: '6', choice: 'not-enough-evidence', ...leader(open) }
  return chooseEligible(eligible, open)
}

/**
 * Families of which no arm answered these rows; one that was stopped because it was bound to be out was measured. A hybrid
 * stands for neither: it says nothing of its parts alone.
 */
function missingFamilies(
  standings: readonly Standing[],
  stopped: readonly Family[] = [],
): ('prompt' | 'tune')[] {
  const measured = new Set([...standings.map(({ arm }) => arm.family), ...stopped])
  return (['prompt', 'tune'] as const).filter((family) => !measured.has(family))
}

/** Rows 5 and 5b: the simplest arm that is not clearly dearer than the cheapest. */
function chooseEligible(eligible: readonly PricedStanding[], open: readonly PricedStanding[]): TableRow {
  const cheapest = lowestMedian(eligible)
  const tied = eligible.filter((other) => !isCheaper(cheapest, other))
  const [chosen = cheapest] = tied.toSorted(bySimplicityThenQuality)
  const cheaperOpen = open.filter((other) => isCheaper(other, chosen))
  const verdict = { choice: chosen.arm.family, arm: chosen }
  return cheaperOpen.length === 0
    ? { row: '5', ...verdict }
    : { row: '5b', ...verdict, runnerUp: lowestMedian(cheaperOpen) }
}

function lowestMedian(standings: readonly PricedStanding[]): PricedStanding {
  const [lowest] = standings.toSorted(
    (a, b) => medianTotal(a) - medianTotal(b) || bySimplicityThenQuality(a, b),
  )
  if (lowest === undefined) throw new RangeError('no standings')
  return lowest
}

function medianTotal({ totals }: PricedStanding): number {
  return totals === undefined ? Number.POSITIVE_INFINITY : medianOf(totals)
}

/** "a is cheaper than b". An unknown total is never cheaper, and known ones are cheaper than it. */
export function isCheaper(a: PricedStanding, b: PricedStanding): boolean {
  if (a === b || a.totals === undefined) return false
  return b.totals === undefined || shareCheaper(a.totals, b.totals) >= cheaperShare
}

function bySimplicityThenQuality(a: Standing, b: Standing): number {
  return simplicityOf(a.arm) - simplicityOf(b.arm) || b.quality.merit - a.quality.merit
}

/**
 * Smallest p_F among those not out; then cost; then simplicity. Where p is 1 no test tells arms apart (too few documents for any, or
 * all far below the target): then the score comes before the cost, since an arm that gets nothing right leads nobody.
 */
function leader(standings: readonly PricedStanding[]): { arm?: PricedStanding } {
  const inPlay = standings.filter(({ state }) => state !== 'out')
  const [arm] = (inPlay.length > 0 ? inPlay : standings).toSorted(
    (a, b) =>
      a.claimP - b.claimP ||
      (a.claimP === 1 ? b.quality.merit - a.quality.merit : 0) ||
      medianTotal(a) - medianTotal(b) ||
      bySimplicityThenQuality(a, b),
  )
  return arm === undefined ? {} : { arm }
}
