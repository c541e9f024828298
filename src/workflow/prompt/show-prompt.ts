import type { Task } from '../../contracts/task.ts'
import { allowedVariables } from '../../methods/prompt/library/check-prompt.ts'
import { promptPath } from '../../methods/prompt/library/load-prompt.ts'
import { readHistory } from '../../methods/prompt/library/read-history.ts'
import { recordedVersions, type RecordedVersion } from '../../methods/prompt/library/recorded-versions.ts'
import { variablesOfPrompt } from '../../methods/prompt/prompt-template.ts'
import { findPrompt, type FoundPrompt } from './find-prompt.ts'

/** A text of the library with all that is known of it. */
export interface ShownPrompt extends FoundPrompt {
  /** Where its current version lies. */
  path: string
  variables: string[]
  /** Those among them that a run would refuse. */
  unknownVariables: string[]
  /** Nothing where the text was never written down. */
  recorded?: RecordedVersion
  /** Every version that was written down, oldest first. */
  versions: RecordedVersion[]
}

/** @throws TaskError for an unknown name or version, or a template that does not parse. */
export async function showPrompt(task: Task, reference: string): Promise<ShownPrompt> {
  const found = await findPrompt(task, reference)
  const { name, version, text } = found
  const path = promptPath(task.folder, name)
  const events = await readHistory(task.folder)
  const versions = recordedVersions(events, name)
  const recorded = versions.find((entry) => entry.version === version)
  const variables = variablesOfPrompt(text, path)
  const allowed = allowedVariables({ name, kind: task.kind })
  return {
    ...found,
    path,
    variables,
    unknownVariables: variables.filter((variable) => !allowed.includes(variable)),
    ...(recorded === undefined ? {} : { recorded }),
    versions,
  }
}
