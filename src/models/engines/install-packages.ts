import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EngineError } from '../../errors.ts'
import { runCommand } from '../run-command.ts'
import { findNpm } from './find-npm.ts'

/** Packages with exact versions, and the empty folder they are put in. */
export interface PackageInstall {
  name: string
  folder: string
  packages: Readonly<Record<string, string>>
  signal?: AbortSignal | undefined
  npmCliPath?: string | undefined
}

const npmFlags = ['--ignore-scripts', '--omit=optional', '--no-audit', '--no-fund', '--loglevel=error']

/**
 * Makes a package of its own of the folder and lets npm fill it. No script of any package runs.
 *
 * @throws EngineError with npm's last lines.
 */
export async function installPackages({
  name,
  folder,
  packages,
  signal,
  npmCliPath,
}: PackageInstall): Promise<void> {
  const manifest = { name: `crossover-engine-${name}`, private: true, dependencies: packages }
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  const npm = findNpm(npmCliPath)
  // The prefix pins the root: npm would climb to a project above the cache folder otherwise.
  const args = [...npm.args, 'install', `--prefix=${folder}`, ...npmFlags]
  const { exitCode, output } = await runCommand({ command: npm.command, args, cwd: folder, signal })
  if (exitCode === 0) return
  const list = Object.entries(packages).map(([key, version]) => `${key}@${version}`)
  if (exitCode === undefined) {
    throw new EngineError(`The ${name} engine needs npm to be installed once, and npm was not found.`, {
      hint: 'Install npm (it comes with Node.js) and run the command again.',
    })
  }
  throw new EngineError(`npm could not install ${list.join(' and ')}: ${lastLines(output)}`, {
    hint: `Check the network and the registry that npm uses, then run: crossover engine add ${name}`,
  })
}

function lastLines(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  const telling = lines.filter((line) => !line.includes('A complete log of this run'))
  return telling.slice(-4).join(' | ') || 'it said nothing.'
}
