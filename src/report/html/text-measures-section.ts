import type { Report } from '../../contracts/report.ts'
import type { TextMeasures } from '../../contracts/text-measures.ts'
import { formatCount } from '../words/format-count.ts'
import { formatDifference } from '../words/format-difference.ts'
import { formatQuality } from '../words/format-quality.ts'
import { metricWords } from '../words/metric-words.ts'
import { betterWords, rulesWords } from '../words/text-measure-words.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'
import { table } from './table.ts'
import { userText } from './user-text.ts'

type Measure = TextMeasures['measures'][number]

/** Finalists' texts by every measure, and the paired differences; the verdict does not rest on them. */
export function textMeasuresSection({ textMeasures }: Report): Markup | undefined {
  if (textMeasures === undefined) return undefined
  const { focus, n, measures } = textMeasures
  return html`<section aria-labelledby="texts">
    <h2 id="texts">The texts by other measures</h2>
    <p>
      On the same ${formatCount(n)} test rows, with 95 % intervals each. For reading: nothing is decided on
      them. Made-up facts are numbers, dates and names that the input does not have; edit effort is words to
      change over words of the reference, no time that anybody measured.
    </p>
    <p>${userText(rulesWords(textMeasures))} ${userText(brokenWords(textMeasures))}</p>
    ${valuesTable(measures)}
    ${(measures[0]?.differences.length ?? 0) > 0 ? differencesTable(measures, focus) : undefined}
  </section> `
}

function valuesTable(measures: readonly Measure[]): Markup {
  const names = measures[0]?.arms.map(({ candidate }) => candidate) ?? []
  return table<Measure>({
    id: 'text-measures',
    caption: 'Means over rows.',
    columns: [
      headOf(),
      ...names.map((heading) => ({
        heading,
        numeric: true,
        cell: ({ name, arms }: Measure) => {
          const arm = arms.find(({ candidate }) => candidate === heading)
          return arm === undefined ? '–' : figure(arm, (value) => formatQuality(value, name))
        },
      })),
    ],
    rows: [...measures],
  })
}

function differencesTable(measures: readonly Measure[], focus: string): Markup {
  const names = measures[0]?.differences.map(({ against }) => against) ?? []
  return table<Measure>({
    id: 'text-differences',
    caption: `${focus} minus the other, row by row; of rules in points.`,
    columns: [
      headOf(),
      ...names.map((heading) => ({
        heading: `against ${heading}`,
        numeric: true,
        cell: ({ name, differences }: Measure) => {
          const found = differences.find(({ against }) => against === heading)
          return found === undefined ? '–' : figure(found, (value) => formatDifference(value, name))
        },
      })),
    ],
    rows: [...measures],
  })
}

function headOf() {
  return {
    heading: 'measure',
    cell: ({ name }: Measure) =>
      html`${metricWords(name).label}<span class="kind">${betterWords(name)}</span>`,
  }
}

function figure(
  { value, low, high }: { value: number; low: number; high: number },
  format: (value: number) => string,
): Markup {
  return html`<strong>${format(value)}</strong><span class="range">${format(low)} to ${format(high)}</span>`
}

function brokenWords({ broken, n }: TextMeasures): string {
  if (broken.length === 0) return 'No text breaks one.'
  const parts = broken.map(({ candidate, rule, rows }) => `${candidate} ${rule} ${rows} of ${n}`)
  return `Broken: ${parts.join(', ')}.`
}
