import type { Report } from '../../contracts/report.ts'
import { formatCount } from '../words/format-count.ts'
import { formatSeconds } from '../words/format-duration.ts'
import { html } from './markup.ts'
import type { Markup, MarkupValue } from './markup.ts'

/** What made this verdict, so that it can be made again. */
export function provenanceSection({ provenance, candidates, task }: Report): Markup {
  const { data } = provenance
  const entries: [string, MarkupValue][] = [
    ['crossover', `${provenance.crossover}, Node ${provenance.node}`],
    ['machine', provenance.machine],
    ['engines', Object.values(provenance.engines).join(', ') || 'none'],
    [
      'measured',
      html`${instant(provenance.startedAt)} to ${instant(provenance.finishedAt)}; evaluation
      ${formatSeconds(provenance.evaluationSeconds)}`,
    ],
    [
      'test set',
      `opening ${formatCount(provenance.opening)}, tested at α = ${Number(provenance.alpha.toFixed(5))}`,
    ],
    ['seed', String(provenance.seed)],
    ['task', `${task.kind}, ${task.metric}, for a ${task.team} team`],
    ...provenance.models.map(({ name, sha256, licence }): [string, MarkupValue] => [
      name,
      html`${[licence, sha256 === undefined ? 'no digest' : ''].filter(Boolean).join(', ')}
      ${sha256 !== undefined && digest(sha256)}`,
    ]),
    ['train rows', digest(data.train)],
    ['validation rows', digest(data.validation)],
    ['test rows', digest(data.test)],
    ['shared test rows', digest(data.shared)],
    ...candidates.map(({ name, version }): [string, MarkupValue] => [`version of ${name}`, digest(version)]),
  ]
  return html`<section aria-labelledby="provenance">
    <h2 id="provenance">Provenance</h2>
    <dl class="provenance">
      ${entries.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div> `,
      )}
    </dl>
  </section> `
}

function digest(value: string): Markup {
  return html`<code class="digest">${value}</code>`
}

function instant(isoTime: string): Markup {
  return html`<time datetime="${isoTime}">${isoTime.replace('T', ' ').replace(/\.\d+Z$/u, ' UTC')}</time>`
}
