import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Report } from '../../contracts/report.ts'
import { renderHtml } from '../../report/render-html.ts'
import type { Store } from '../../store/open-store.ts'
import { decisionFile, decisionRecordOf } from '../decide/decision-record.ts'
import { listedModels } from '../watch/listed-models.ts'

/** Writes the report as JSON and HTML, what is needed to decide again, and which candidate it chose or led with. */
export async function writeReport(
  store: Store,
  report: Report,
  outcome: Parameters<typeof decisionRecordOf>[0] & { testFingerprint: string },
): Promise<{ htmlPath: string; jsonPath: string }> {
  const { exploratory } = report.verdict
  const { testFingerprint } = outcome
  const facts = { testFingerprint, exploratory, listedModels: listedModels(report) }
  const decision = decisionRecordOf(outcome, facts)
  const jsonPath = join(store.folder, 'reports', 'latest.json')
  const htmlPath = join(store.folder, 'reports', 'latest.html')
  await replaceFile(jsonPath, `${JSON.stringify(report, null, 2)}\n`)
  await replaceFile(htmlPath, renderHtml(report))
  const decisionPath = join(store.folder, 'reports', decisionFile)
  if (decision === undefined) await rm(decisionPath, { force: true })
  else await replaceFile(decisionPath, `${JSON.stringify(decision)}\n`)
  const { choice, candidate, leading } = report.verdict
  const name = candidate ?? leading?.candidate
  const version = outcome.tested.find(({ served }) => served.name === name)?.served.version
  store.chosen.save({
    choice,
    leading: candidate === undefined,
    ...(version === undefined ? {} : { version }),
  })
  return { htmlPath, jsonPath }
}

/** Whole or not at all: a reader never sees half a report. */
async function replaceFile(path: string, content: string): Promise<void> {
  await writeFile(`${path}.partial`, content)
  await rename(`${path}.partial`, path)
}
