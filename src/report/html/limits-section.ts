import type { Report } from '../../contracts/report.ts'
import { notMeasuredGroups } from '../not-measured-groups.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'

/** What this report does not know: what was not measured and how to measure it, and what was assumed. */
export function limitsSection({ notMeasured, defaults }: Report): Markup | undefined {
  if (notMeasured.length === 0 && defaults.length === 0) return undefined
  return html`<section aria-labelledby="limits">
    <h2 id="limits">What this does not say</h2>
    ${
      notMeasured.length > 0 &&
      html`<h3>Not measured</h3>
        <dl class="missing">
          ${notMeasuredGroups(notMeasured).map(
            ({ names, reason, command }) =>
              html`<div>
                <dt>${names.join(', ')}</dt>
                <dd>${reason}${command !== '' && html`<code>${command}</code>`}</dd>
              </div> `,
          )}
        </dl>`
    }
    ${
      defaults.length > 0 &&
      html`<h3>Assumed</h3>
        <p>Not in your task file, so taken as usual: ${defaults.join('; ')}.</p>`
    }
  </section> `
}
