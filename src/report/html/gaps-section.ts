import type { Gap } from '../../contracts/gaps.ts'
import type { Report } from '../../contracts/report.ts'
import { formatPValue } from '../words/format-p-value.ts'
import {
  agreementWords,
  gapNames,
  notRewrittenWords,
  rewriteFigure,
  shareInterval,
  steadyCandidates,
  type SteadyCandidate,
} from '../words/gap-words.ts'
import { keepUnits } from '../words/keep-units.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'
import { table } from './table.ts'
import { userText } from './user-text.ts'

/** What validation rows show to be wrong, with rows and what helps, and how steady answers are. */
export function gapsSection(report: Report): Markup | undefined {
  const { gaps } = report
  const steady = steadyCandidates(report)
  if (gaps === undefined || (gaps.length === 0 && steady.length === 0)) return undefined
  return html`<section aria-labelledby="gaps">
    <h2 id="gaps">What goes wrong, and what helps</h2>
    <p>
      Looked for in validation rows: in the best prompt all kinds of gap, in the other finalists labels taken
      for others. Told is what an exact test supports: at 5 % for all kinds of one candidate together (Holm),
      intervals at 95 %.
    </p>
    ${gaps.length === 0 ? html`<p>Nothing of the kind is shown by these rows.</p>` : gaps.map(gapMarkup)}
    ${steady.length > 0 && steadiness(steady)}
  </section> `
}

function gapMarkup(gap: Gap): Markup {
  const { kind, candidate, message, share, n, pValue, examples, helps } = gap
  return html`<h3>${gapNames[kind].title}: ${userText(candidate)}</h3>
    <p>${userText(keepUnits(message))}</p>
    <p>
      Share: ${shareInterval(share)} of ${n} rows, p ${formatPValue(pValue)}. What usually helps: ${helps}
    </p>
    ${examples.map((row) => exampleRow(row))}`
}

function exampleRow({ id, input, expected, output }: Gap['examples'][number]): Markup {
  return html`<article class="example">
    <blockquote dir="auto">${input}</blockquote>
    <p class="source">${userText(id)}</p>
    <dl>
      <div>
        <dt>expected</dt>
        <dd class="expected">${userText(expected)}</dd>
      </div>
      <div>
        <dt>answered</dt>
        <dd>${output === '' ? 'nothing' : userText(output)}</dd>
      </div>
    </dl>
  </article> `
}

function steadiness(steady: SteadyCandidate[]): Markup {
  const names = [
    ...new Set(steady.flatMap(({ consistency }) => consistency.rewrites.map(({ name }) => name))),
  ]
  return html`<h3>How steady answers are</h3>
    ${table({
      id: 'consistency',
      caption:
        'Asked again, and with the input in a form that means the same: the share of answers that change, or how alike they stay, with 95 % intervals.',
      columns: [
        { heading: 'candidate', cell: ({ name }) => name },
        { heading: 'asked again', cell: ({ consistency }) => agreementWords(consistency) },
        { heading: 'inputs', numeric: true, cell: ({ consistency }) => consistency.inputs },
        { heading: 'all rewrites', numeric: true, cell: ({ consistency }) => rewriteFigure(consistency) },
        ...names.map((form) => ({
          heading: form,
          numeric: true,
          cell: ({ consistency }: SteadyCandidate) => {
            const found = consistency.rewrites.find(({ name }) => name === form)
            return found === undefined ? notRewrittenWords(form, consistency) : rewriteFigure(found)
          },
        })),
      ],
      rows: steady,
    })}
    ${steady.flatMap((candidate) => worstRows(candidate))}`
}

const worstShown = 2

function worstRows({ name, consistency }: SteadyCandidate): Markup[] {
  return consistency.worst.slice(0, worstShown).map(({ id, input, expected, output, changed }) =>
    exampleRow({
      id: `${id}, ${name}`,
      input,
      expected,
      output: [output, ...changed.map((form) => `${form.rewrite}: ${form.output}`)].join(' · '),
    }),
  )
}
