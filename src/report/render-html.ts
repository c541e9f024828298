import type { Report } from '../contracts/report.ts'
import { adviceSection } from './html/advice-section.ts'
import { candidatesSection } from './html/candidates-section.ts'
import { comparisonsSection } from './html/comparisons-section.ts'
import { costSection } from './html/cost-section.ts'
import { coverageSection } from './html/coverage-section.ts'
import { dataSection } from './html/data-section.ts'
import { examplesSection } from './html/examples-section.ts'
import { limitsSection } from './html/limits-section.ts'
import { gapsSection } from './html/gaps-section.ts'
import { html } from './html/markup.ts'
import { provenanceSection } from './html/provenance-section.ts'
import { qualitySection } from './html/quality-section.ts'
import { sideBySideSection } from './html/side-by-side-section.ts'
import { stylesheet } from './html/stylesheet.data.ts'
import { textMeasuresSection } from './html/text-measures-section.ts'
import { trainingSection } from './html/training-section.ts'
import { tradeOffSection } from './html/trade-off-section.ts'
import { verdictSection } from './html/verdict-section.ts'

/** Nothing may be loaded and nothing may run, whatever the data says. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/**
 * The report as one self-contained HTML page: no script, no request, light and dark, printing on A4 and Letter.
 * Everything from the report is escaped.
 */
export function renderHtml(report: Report): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="color-scheme" content="light dark" />
        <title>${report.task.name}: ${report.verdict.because[0]?.text ?? 'crossover report'}</title>
        <style>
          ${{ markup: stylesheet }}
        </style>
      </head>
      <body>
        <main>
          ${verdictSection(report)}${qualitySection(report)}${adviceSection(report)}${costSection(report)}${candidatesSection(report)}${comparisonsSection(report)}${textMeasuresSection(report)}${tradeOffSection(report)}${sideBySideSection(report)}${trainingSection(report)}${dataSection(report)}${coverageSection(report)}${gapsSection(report)}${examplesSection(report)}${limitsSection(report)}${provenanceSection(report)}
        </main>
      </body>
    </html> `
  return page.markup
}
