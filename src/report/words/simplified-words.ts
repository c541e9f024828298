import type { Simplified } from '../../contracts/prompt-report.ts'
import { formatCount } from './format-count.ts'
import { formatUsd } from './format-usd.ts'

/** What a prompt does without and what that saves, in a sentence; and that it is a selection, not a claim. */
export function simplifiedWords(name: string, simplified: Simplified): string {
  const { from, dropped, tokensSaved, usdSavedPerQuery, test, alpha, margin, rows } = simplified
  const money =
    usdSavedPerQuery === undefined || usdSavedPerQuery <= 0 ? '' : ` and ${formatUsd(usdSavedPerQuery)}`
  return `${name} goes on in place of ${from}, without ${dropped.join(', ')}: ${formatCount(Math.round(tokensSaved))} tokens${money} a query less. On ${rows} validation rows it is not worse by ${margin} (${test}, at ${alpha}): that is how it was chosen, no claim; the test set judges it.`
}
