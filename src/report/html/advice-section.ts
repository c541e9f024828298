import type { Advice } from '../../contracts/advice.ts'
import type { Reason } from '../../contracts/reason.ts'
import type { Report } from '../../contracts/report.ts'
import { nothingFlips, teamNames, teamsOf, whenNames } from '../words/advice-words.ts'
import { keepUnits } from '../words/keep-units.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'
import { table } from './table.ts'
import { userText } from './user-text.ts'

/** What would flip the verdict, when to use which, next steps, risks; absent where no test row was read. */
export function adviceSection(report: Report): Markup | undefined {
  const { advice } = report
  if (advice === undefined) return undefined
  const [own, ...others] = teamsOf(report)
  return html`<section aria-labelledby="advice">
    <h2 id="advice">What follows from it</h2>
    <h3>What would flip the verdict</h3>
    ${advice.flips.length === 0 ? html`<p>${nothingFlips(report)}</p>` : sentences(advice.flips)}
    ${whenTable(advice)} ${own !== undefined && steps(advice, own)}
    ${others.map(
      (team) =>
        html`<details>
          <summary>Next steps for ${teamNames[team]}</summary>
          ${sentences(advice.nextSteps[team])}
        </details> `,
    )}
    ${
      advice.risks.length > 0 &&
      html`<h3>Risks</h3>
        ${sentences(advice.risks)}`
    }
  </section> `
}

function steps(advice: Advice, team: Report['task']['team']): Markup {
  return html`<h3>Next steps for ${teamNames[team]}</h3>
    ${sentences(advice.nextSteps[team])}`
}

function sentences(reasons: readonly Pick<Reason, 'text'>[]): Markup {
  return html`<ul>
    ${reasons.map(({ text }) => html`<li>${userText(keepUnits(text))}</li> `)}
  </ul>`
}

function whenTable({ whenToUse }: Advice): Markup {
  return table({
    id: 'when',
    caption: 'When to use which, in the figures of this task.',
    columns: [
      { heading: 'by', cell: ({ about }) => whenNames[about] },
      { heading: 'prompting when', cell: ({ prompt }) => keepUnits(prompt) },
      { heading: 'fine-tuning when', cell: ({ tune }) => keepUnits(tune) },
      { heading: 'both when', cell: ({ both }) => keepUnits(both) },
    ],
    rows: whenToUse,
  })
}
