import type { LabelMore } from '../../contracts/report.ts'
import { countOf, formatCount } from './format-count.ts'

const claims: Record<LabelMore['forClaim'], string> = {
  quality: 'to know whether the target is met',
  'non-inferiority': 'to know whether it is not worse than the reference',
  validity: 'to know whether enough answers have the asked form',
  shortfall: 'before any claim can be tested',
}

/** "Label N more" in a sentence, rounded to two digits as a plan should be (decision.md §6). */
export function labelMoreWords(labelMore: LabelMore): string {
  if (labelMore.reason !== undefined) return sentence(labelMore.reason)
  if (labelMore.rows === null) return 'More labels would not settle this.'
  const total = labelMore.total === null ? '' : `, ${formatCount(twoDigits(labelMore.total))} in all,`
  const more = countOf(twoDigits(labelMore.rows), 'more test row')
  return `Label about ${more}${total} ${claims[labelMore.forClaim]}.`
}

function sentence(reason: string): string {
  return `${reason.slice(0, 1).toUpperCase()}${reason.slice(1).replace(/\.$/u, '')}.`
}

function twoDigits(value: number): number {
  return Number(value.toPrecision(2))
}
