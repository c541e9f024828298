import { accessSync, appendFileSync, constants, existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { messageOf, TaskError } from '../errors.ts'

/** Files for a CI beside what is printed. */
export interface CiFlags {
  junit?: string
  summary?: string
}

/** What goes into them. Called only where the file is asked for. */
export interface CiTexts {
  junit: () => string
  markdown: () => string
}

/** Adds `--junit` and `--summary` to a command. */
export function withCiFiles(command: Command): Command {
  return command
    .addOption(new Option('--junit <file>', 'also write criteria and gates as JUnit XML, for a CI'))
    .addOption(new Option('--summary <file>', 'also append Markdown to a file, such as $GITHUB_STEP_SUMMARY'))
}

/**
 * Before anything is measured: can the files be written? An older JUnit file is removed, so that it is not taken for the
 * outcome of a run that failed.
 *
 * @throws TaskError that names the flag and the file.
 */
export function prepareCiFiles({ junit, summary }: CiFlags): void {
  for (const [flag, path] of [
    ['--junit', junit],
    ['--summary', summary],
  ] as const)
    if (path !== undefined) assertWritable(flag, path)
  if (junit !== undefined) rmSync(junit, { force: true })
}

/** Writes what was asked for: JUnit XML anew, Markdown behind what is there. */
export function writeCiFiles({ junit, summary }: CiFlags, texts: CiTexts): void {
  if (junit !== undefined) writing('--junit', junit, () => writeFileSync(junit, texts.junit()))
  if (summary !== undefined)
    writing('--summary', summary, () => appendFileSync(summary, `${texts.markdown()}\n`))
}

function assertWritable(flag: string, path: string): void {
  if (path === '') throw new TaskError(`${flag} names no file: its value is empty.`)
  const folder = dirname(resolve(path))
  if (!existsSync(folder)) throw new TaskError(`${flag} ${path}: there is no folder ${folder}.`)
  if (!existsSync(path)) return writing(flag, path, () => accessSync(folder, constants.W_OK))
  if (!statSync(path).isFile()) throw new TaskError(`${flag} ${path} is no file.`)
  writing(flag, path, () => accessSync(path, constants.W_OK))
}

function writing(flag: string, path: string, write: () => void): void {
  try {
    write()
  } catch (error) {
    throw new TaskError(`${flag} ${path} cannot be written: ${messageOf(error)}.`, { cause: error })
  }
}
