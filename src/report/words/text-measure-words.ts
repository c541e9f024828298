import type { Report } from '../../contracts/report.ts'
import type { TextMeasureName, TextMeasures } from '../../contracts/text-measures.ts'
import { countOf } from './format-count.ts'
import { formatQuality } from './format-quality.ts'
import { metricWords } from './metric-words.ts'

/** Which way a measure is good; of length neither is. */
export function betterWords(name: TextMeasureName): string {
  if (name === 'lengthRatio') return 'near 1 is better'
  return metricWords(name).lowerIsBetter ? 'less is better' : 'more is better'
}

/** Which rules the texts are held to. */
export function rulesWords({ rules: { given, words } }: TextMeasures): string {
  if (words.length === 0) return 'There are no rules to keep.'
  const from = given
    ? 'The rules of the task'
    : 'The task gives no rules; these are what 95 % of the answers of train keep'
  return `${from}: ${words.join(' ')}`
}

/**
 * The texts of the focus against those of the best prompt, else of the next arm, in one line; the verdict's own metric stands
 * above and is left out. Nothing where there is one arm only, or no text.
 */
export function textMeasuresLine({ textMeasures, candidates, task }: Report): string {
  if (textMeasures === undefined) return ''
  const { focus, measures, n } = textMeasures
  const others = candidates.filter(({ name, finalist }) => finalist && name !== focus)
  const other = others.find(({ family }) => family === 'prompt') ?? others[0]
  if (other === undefined) return ''
  const parts = measures
    .filter(({ name }) => name !== task.metric)
    .flatMap(({ name, arms }) => {
      const [mine, theirs] = [focus, other.name].map((wanted) =>
        arms.find(({ candidate }) => candidate === wanted),
      )
      if (mine === undefined || theirs === undefined) return []
      return [
        `${metricWords(name).label} ${formatQuality(mine.value, name)} against ${formatQuality(theirs.value, name)}`,
      ]
    })
  return `Texts of ${focus} against ${other.name} on ${countOf(n, 'row')}: ${parts.join(', ')}.`
}
