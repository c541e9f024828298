import { unicodeWords } from '../answers/unicode-words.ts'
import { jaccard } from '../text/jaccard.ts'
import { mostPairs } from './most-pairs.ts'
import { spanItems } from './span-items.ts'

/** Items found right, given, and expected: sums of these over rows give micro precision, recall and F1. */
export interface MatchCounts {
  truePositive: number
  predicted: number
  gold: number
}

/** Counts of one row: items that match exactly, and those whose words overlap (Jaccard of .5 or more). */
export interface SpanCounts {
  exact: MatchCounts
  overlap: MatchCounts
}

/** Share of words two spans must have in common of all their words, each counted once. */
const enoughOverlap = 0.5

/**
 * How an extraction's answer matches the expected one (decision.md §11). Items are matched one to one inside a field, as many
 * as can be (a maximum matching, Kuhn 1955). An answer that is no JSON says nothing: its items are all missed.
 *
 * @param expected canonical JSON of the expected answer.
 * @param output canonical JSON of the answer given, or anything else.
 */
export function spanCounts(expected: string, output: string): SpanCounts {
  const fields = [...spanCountsByField(expected, output).values()]
  return {
    exact: sumOfCounts(fields.map(({ exact }) => exact)),
    overlap: sumOfCounts(fields.map(({ overlap }) => overlap)),
  }
}

/** The same for each field that either answer says something of, under its dotted path. */
export function spanCountsByField(expected: string, output: string): Map<string, SpanCounts> {
  const gold = spanItems(expected)
  const given = spanItems(output)
  const paths = new Set([...gold.keys(), ...given.keys()])
  return new Map([...paths].map((path) => [path, fieldCounts(gold.get(path) ?? [], given.get(path) ?? [])]))
}

/** Sums of counts: pool rows with it before `f1OfCounts`. */
export function sumOfCounts(counts: readonly MatchCounts[]): MatchCounts {
  const sum = { truePositive: 0, predicted: 0, gold: 0 }
  for (const { truePositive, predicted, gold } of counts) {
    sum.truePositive += truePositive
    sum.predicted += predicted
    sum.gold += gold
  }
  return sum
}

/** Share of items given that are right; 1 where nothing was given or expected, 0 where something was expected. */
export function precisionOfCounts({ truePositive, predicted, gold }: MatchCounts): number {
  return predicted === 0 ? Number(gold === 0) : truePositive / predicted
}

/** Share of items expected that were given; 1 where nothing was given or expected, 0 where something was given. */
export function recallOfCounts({ truePositive, predicted, gold }: MatchCounts): number {
  return gold === 0 ? Number(predicted === 0) : truePositive / gold
}

/** Micro F1 = 2 · right / (given + expected) of summed counts, 0 … 1; 1 where nothing was given or expected. */
export function f1OfCounts({ truePositive, predicted, gold }: MatchCounts): number {
  return predicted + gold === 0 ? 1 : (2 * truePositive) / (predicted + gold)
}

function fieldCounts(gold: readonly string[], given: readonly string[]): SpanCounts {
  const totals = { predicted: given.length, gold: gold.length }
  const exact = sharedItems(gold, given)
  // All matched already: no overlap can add to it, and most rows end here.
  if (exact === Math.min(gold.length, given.length)) {
    return { exact: { truePositive: exact, ...totals }, overlap: { truePositive: exact, ...totals } }
  }
  const goldWords = gold.map(wordsOf)
  const givenWords = given.map(wordsOf)
  const overlap = mostPairs(goldWords, givenWords, isOverlap)
  return { exact: { truePositive: exact, ...totals }, overlap: { truePositive: overlap, ...totals } }
}

/** Size of the intersection, items that come twice counted twice. */
function sharedItems(gold: readonly string[], given: readonly string[]): number {
  const left = new Map<string, number>()
  for (const text of gold) left.set(text, (left.get(text) ?? 0) + 1)
  let shared = 0
  for (const text of given) {
    const count = left.get(text) ?? 0
    if (count === 0) continue
    left.set(text, count - 1)
    shared += 1
  }
  return shared
}

/** A span of marks only ("$") is its own one word. */
function wordsOf(text: string): ReadonlySet<string> {
  const words = unicodeWords(text)
  return new Set(words.length === 0 ? [text] : words)
}

function isOverlap(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return jaccard(one, other) >= enoughOverlap
}
