import type { MissingRegion } from '../../contracts/data-change.ts'
import type { DataReport } from '../../contracts/report.ts'
import { decayWords, doublingWords, likenessWords, regionWords } from './change-words.ts'
import { countOf } from './format-count.ts'
import { leakageWords } from './leakage-words.ts'
import { suspectsWords } from './suspects-words.ts'

/** One sentence for each part of what is known of the examples; parts that were not measured are left out. */
export function dataHeadlines(data: DataReport): string[] {
  const { change, learningCurve, conflicts, findings } = data
  const blockers = findings.filter(({ severity }) => severity === 'blocker')
  return [
    ...blockers.map(({ message }) => `Blocker: ${message}`),
    ...leakageWords(data).slice(0, 1),
    ...(conflicts === 0 ? [] : [`${countOf(conflicts, 'text')} of train with more than one answer.`]),
    suspectsWords(data),
    ...(change === undefined ? [] : likenessWords(change)),
    regionsWords(change?.regions ?? []),
    ...(change?.decay === undefined ? [] : decayWords(change.decay).slice(0, 1)),
    ...(learningCurve === undefined ? [] : [doublingWords(learningCurve)]),
  ].filter((sentence) => sentence !== '')
}

function regionsWords(regions: readonly MissingRegion[]): string {
  const [first] = regions
  if (first === undefined) return ''
  const rows = regions.reduce((sum, region) => sum + region.rows, 0)
  return `${regionWords({ from: first.from, rows })}, in ${countOf(regions.length, 'group')}.`
}
