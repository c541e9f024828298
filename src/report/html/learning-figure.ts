import { learningCurveChart } from '../charts/learning-curve-chart.ts'
import type { DataReport } from '../../contracts/report.ts'
import { curveWords, doublingWords } from '../words/change-words.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'

/** Whether more train rows would help: the learning curve, and what a doubling is likely to gain. */
export function learningFigure(data: DataReport): Markup {
  const { learningCurve: curve } = data
  if (curve === undefined || curve.points.length < 2)
    return html`<h3>Would more train rows help?</h3>
      ${curveWords(data).map((sentence) => html`<p>${sentence}</p>`)}`
  return html`<h3>Would more train rows help?</h3>
    <p>${doublingWords(curve)}</p>
    <figure>
      ${learningCurveChart(curve)}
      <figcaption>
        The ${curve.method} fitted on parts of train, each judged on rows it had not seen, none of test; 95 %
        intervals. Both scales multiply in equal steps.
      </figcaption>
    </figure>`
}
