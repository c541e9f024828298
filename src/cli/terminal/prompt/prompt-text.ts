import type { RecordedVersion } from '../../../methods/prompt/library/recorded-versions.ts'
import type { ShownPrompt } from '../../../workflow/prompt/show-prompt.ts'
import type { stdoutFacts } from '../terminal-facts.ts'
import { scoreWords } from './score-words.ts'

/** A prompt's text under a line on what it is, then its variables and its versions. */
export function promptText(
  shown: ShownPrompt,
  { colours }: Pick<ReturnType<typeof stdoutFacts>, 'colours'>,
): string {
  const { name, version, text, isCurrent, variables, unknownVariables, recorded, versions } = shown
  const what = recorded === undefined ? 'edited or new, not written down' : recordedWords(recorded)
  const lines = [
    colours.dim(`${name}@${version}${isCurrent ? ', current' : ''}: ${what}`),
    text.trimEnd(),
    '',
    colours.dim(`Variables: ${variables.join(', ') || 'none'}`),
    ...unknownVariables.map((variable) => colours.red(`There is no variable ${variable}: a run refuses it.`)),
    ...versions
      .toReversed()
      .flatMap((entry) => versionLines(entry, version).map((line) => colours.dim(line))),
  ]
  return `${lines.join('\n')}\n`
}

function recordedWords({ author, at, parent, note }: RecordedVersion): string {
  const from = parent === undefined ? '' : `, from ${parent}`
  return `${author}, ${at.slice(0, 10)}${from}${note === undefined ? '' : `: ${note}`}`
}

function versionLines({ version, author, at, scores, note }: RecordedVersion, shown: string): string[] {
  const mark = version === shown ? '*' : ' '
  const measured = scores.map((score) => `    ${scoreWords(score)}, ${score.as}, ${score.model}`)
  return [
    `${mark} ${version}  ${at.slice(0, 10)}  ${author}${note === undefined ? '' : `: ${note}`}`,
    ...(measured.length === 0 ? ['    not measured'] : measured),
  ]
}
