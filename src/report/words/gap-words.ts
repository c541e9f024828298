import { orderOfDemonstrations, type Consistency, type Gap } from '../../contracts/gaps.ts'
import type { CandidateReport, Report } from '../../contracts/report.ts'
import { formatCount } from './format-count.ts'

/** What each kind of gap is called: as a heading, and in one line. */
export const gapNames: Record<Gap['kind'], { title: string; short: string }> = {
  format: { title: 'Answers out of form', short: 'answers out of form' },
  words: { title: 'Words it misses', short: 'words it misses' },
  length: { title: 'Length of inputs', short: 'length of inputs' },
  position: { title: 'Where it stands in the document', short: 'place in the document' },
  slow: { title: 'Slow answers', short: 'slow answers' },
  dear: { title: 'Dear questions', short: 'dear questions' },
  inconsistent: { title: 'Answers that change', short: 'answers that change' },
  confusion: { title: 'Labels taken for one another', short: 'labels taken for one another' },
  favourite: { title: 'Labels answered too often', short: 'labels answered too often' },
}

/** "28.3 % (18.5 to 40.8)": a share with its interval. */
export function shareInterval({ value, low, high }: Gap['share']): string {
  const percent = (share: number) => (100 * share).toFixed(1)
  return `${percent(value)}\u00A0% (${percent(low)} to ${percent(high)})`
}

/** One line for all gaps: what, of whom, how much. Empty where nothing was looked for. */
export function gapsLine({ gaps, candidates }: Report): string {
  if (gaps === undefined || candidates.every(({ consistency }) => consistency === undefined)) return ''
  if (gaps.length === 0) return 'Gaps: none shown on validation rows.'
  const names = [...new Set(gaps.map(({ candidate }) => candidate))]
  const parts = names.map((name) => {
    const own = gaps.filter(({ candidate }) => candidate === name)
    return `${name}: ${own.map((gap) => `${gapNames[gap.kind].short} ${roundShare(gap.share.value)}${wordsOf(gap)}`).join(', ')}`
  })
  return `Gaps (validation rows) of ${parts.join('; ')}.`
}

/** Whole per cent; of what was found, never "0 %". */
function roundShare(share: number): string {
  const percent = Math.round(100 * share)
  return percent === 0 && share > 0 ? 'under 1\u00A0%' : `${percent}\u00A0%`
}

const wordsInLine = 3

function wordsOf({ words = [] }: Gap): string {
  if (words.length === 0) return ''
  const more = words.length > wordsInLine ? ', …' : ''
  return ` (${words.slice(0, wordsInLine).join(', ')}${more})`
}

/** How steady each candidate is, in one line; empty where none was measured. */
export function consistencyLine({ candidates }: Report): string {
  const parts = candidates.flatMap(({ name, consistency }) => {
    if (consistency === undefined || consistency.inputs === 0) return []
    return [`${name} ${shortWords(consistency)}`]
  })
  return parts.length === 0
    ? ''
    : `Answers under harmless rewrites: ${parts.join(', ')}${orderWords(candidates)}.`
}

/** Whose demonstrations were shown in another order too, where that is not everybody. */
function orderWords(candidates: Report['candidates']): string {
  const measured = candidates.filter(({ consistency }) => (consistency?.inputs ?? 0) > 0)
  const reordered = measured.filter(({ consistency }) => consistency?.showsDemonstrations)
  if (reordered.length === 0 || reordered.length === measured.length) return ''
  return `; the order of demonstrations is one of them for ${reordered.map(({ name }) => name).join(', ')} only`
}

function shortWords({ rewrites, likeness, flips }: Consistency): string {
  if (flips === undefined) return likeness === undefined ? '' : `alike to ${likeness.value.toFixed(2)} (chrF)`
  const changed = rewrites.reduce((sum, rewrite) => sum + rewrite.changed, 0)
  const asked = rewrites.reduce((sum, { inputs }) => sum + inputs, 0)
  return `${changed} of ${formatCount(asked)} changed`
}

/** What asking the same question again showed, or why there was no need to. */
export function agreementWords({ agreement, reason, inputs }: Consistency): string {
  if (agreement === undefined)
    return inputs === 0 ? (reason ?? 'not measured') : 'one by construction: nothing is drawn'
  const { asks, measure } = agreement
  if (measure === 'same')
    return `${shareInterval(agreement)} of ${agreement.inputs} inputs: ${asks} answers, all the same`
  const name = measure === 'f1' ? 'F1' : measure
  return `${name} ${agreement.value.toFixed(3)} (${agreement.low.toFixed(3)} to ${agreement.high.toFixed(3)}) between ${asks} answers to ${agreement.inputs} inputs`
}

/** Answers changed by rewrites: a share of labels and extractions, a likeness of texts. */
export function rewriteFigure({ flips, likeness }: Pick<Consistency, 'flips' | 'likeness'>): string {
  if (flips !== undefined) return shareInterval(flips)
  if (likeness === undefined) return '–'
  return `alike to ${likeness.value.toFixed(3)} (${likeness.low.toFixed(3)} to ${likeness.high.toFixed(3)})`
}

/** Why a form has no figure: a prompt without demonstrations has no order of them. */
export function notRewrittenWords(form: string, { showsDemonstrations }: Consistency): string {
  return form === orderOfDemonstrations && showsDemonstrations === false ? 'shows none' : '–'
}

/** A candidate whose steadiness was looked at. */
export type SteadyCandidate = CandidateReport & { consistency: Consistency }

/** Those of a report whose steadiness was looked at, in order. */
export function steadyCandidates({ candidates }: Report): SteadyCandidate[] {
  return candidates.flatMap((candidate) =>
    candidate.consistency === undefined ? [] : [{ ...candidate, consistency: candidate.consistency }],
  )
}
