import { normaliseText } from '../text/same-text.ts'
import { countLabels } from './count-labels.ts'
import { type DataCheck, listShort } from './finding.ts'
import { groupBy } from './group-by.ts'

/** Labels that are one label written in several ways. */
export const checkLabelSpelling: DataCheck = ({ pool, split }) => {
  const labels = [...countLabels([...pool, ...split.test]).keys()]
  const alike = [...groupBy(labels, normaliseText).values()].filter((spellings) => spellings.length > 1)
  if (alike.length === 0) return []
  const shown = alike.map((spellings) => spellings.map((label) => `"${label}"`).join(' and '))
  return [
    {
      check: 'label-spelling',
      severity: 'warning',
      count: alike.length,
      rows: [],
      message: `Labels that differ in case, spaces or punctuation only: ${listShort(shown)}.`,
      next: 'Write each label in one way.',
    },
  ]
}
