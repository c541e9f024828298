import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Report } from '../../contracts/report.ts'
import { renderHtml } from '../../report/render-html.ts'
import type { Store } from '../../store/open-store.ts'
import type { TestedFinalist } from './test-finalists.ts'

/** Writes the report as JSON and HTML, and remembers which candidate it chose or led with. */
export async function writeReport(
  store: Store,
  { report, tested }: { report: Report; tested: readonly TestedFinalist[] },
): Promise<{ htmlPath: string; jsonPath: string }> {
  const jsonPath = join(store.folder, 'reports', 'latest.json')
  const htmlPath = join(store.folder, 'reports', 'latest.html')
  await replaceFile(jsonPath, `${JSON.stringify(report, null, 2)}\n`)
  await replaceFile(htmlPath, renderHtml(report))
  const { choice, candidate, leading } = report.verdict
  const name = candidate ?? leading?.candidate
  const version = tested.find(({ served }) => served.name === name)?.served.version
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
