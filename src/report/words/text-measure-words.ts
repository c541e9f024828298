import type { Report } from '../../contracts/report.ts'
import type { TextMeasureName, TextMeasures } from '../../contracts/text-measures.ts'
import { countOf } from './format-count.ts'

/** A measure of texts in a heading, and which way is good; of length neither is. */
export const textMeasureLabels: Record<
  TextMeasureName,
  { label: string; better: 'more' | 'less' | 'near 1' }
> = {
  chrF: { label: 'chrF', better: 'more' },
  rougeL: { label: 'ROUGE-L', better: 'more' },
  editEffort: { label: 'edit effort', better: 'less' },
  lengthRatio: { label: 'length, reference = 1', better: 'near 1' },
  madeUpFacts: { label: 'made-up facts a text', better: 'less' },
  keepsRules: { label: 'keeps every rule', better: 'more' },
}

const nonBreakingSpace = '\u00A0'

/** A value of a measure: "61.3 %" of rules, "0.313" of the rest. */
export function formatTextMeasure(name: TextMeasureName, value: number): string {
  return name === 'keepsRules' ? `${(value * 100).toFixed(1)}${nonBreakingSpace}%` : value.toFixed(3)
}

/** A signed difference with a true minus sign; points for the share that keeps the rules. */
export function formatTextDifference(name: TextMeasureName, value: number): string {
  const text = name === 'keepsRules' ? Math.abs(value * 100).toFixed(1) : Math.abs(value).toFixed(3)
  if (Number(text) === 0) return text
  return `${value < 0 ? '−' : '+'}${text}`
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
      const { label } = textMeasureLabels[name]
      return [
        `${label} ${formatTextMeasure(name, mine.value)} against ${formatTextMeasure(name, theirs.value)}`,
      ]
    })
  return `Texts of ${focus} against ${other.name} on ${countOf(n, 'row')}: ${parts.join(', ')}.`
}
