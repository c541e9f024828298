import type { TracedRows } from '../../../releases/lineage/trace-rows.ts'
import { countOf } from '../../../report/words/format-count.ts'
import type { ReleaseTrace } from '../../../workflow/releases/trace-release.ts'
import { candidateWords } from './release-words.ts'

/** Ids that are listed; a file holds all of them. */
const idsShown = 10

/** What made a version, for people. */
export function traceText({ card, train, validation, shown }: ReleaseTrace, output?: string): string {
  const { version, recipe, spec: _, ...rest } = card.candidate
  const lines = [
    `${candidateWords(card)}, ${rest.kind}`,
    `version ${version}`,
    `recipe  ${recipe}`,
    ...rest.models.map(
      ({ name, sha256 }) => `model   ${name}${sha256 === undefined ? '' : ` sha256 ${sha256}`}`,
    ),
    ...rest.artifacts.map(({ name, sha256 }) => `holds   ${name} sha256 ${sha256}`),
    ...setLines('train', train),
    ...setLines('validation', validation),
    ...(shown.length === 0 ? [] : [`shown in its prompt: ${idsOf(shown)}`]),
    ...(output === undefined
      ? []
      : [`${output}: ${countOf(train.ids.length + validation.ids.length, 'row')}`]),
  ]
  return `${lines.join('\n')}\n`
}

function setLines(part: string, traced: TracedRows): string[] {
  const { fingerprint, matches, ids, changed, missing } = traced
  if (matches && ids.length === 0) return [`${part}: none`]
  const head = `${part}: fingerprint ${fingerprint}`
  if (matches) return [head, `  ${countOf(ids.length, 'row')}, the same as in the files now: ${idsOf(ids)}`]
  if (ids.length === 0) return [head, '  The data changed since, and no run here kept which rows these were.']
  return [
    head,
    `  The data changed since. It had ${countOf(ids.length, 'row')}: ${idsOf(ids)}`,
    ...(changed.length === 0 ? [] : [`  ${countOf(changed.length, 'row')} changed: ${idsOf(changed)}`]),
    ...(missing.length === 0
      ? []
      : [`  ${countOf(missing.length, 'row')} gone from train and validation: ${idsOf(missing)}`]),
    ...(changed.length + missing.length === 0
      ? ['  All of them are unchanged: others joined the set, or rows are split otherwise now.']
      : []),
  ]
}

function idsOf(ids: readonly string[]): string {
  const more = ids.length - idsShown
  return `${ids.slice(0, idsShown).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** Every row of a trace, one JSON object a line. */
export function rowsFile({ train, validation }: ReleaseTrace): string {
  const lines = [
    ...train.ids.map((id) => ({ id, part: 'train', ...stateOf(train, id) })),
    ...validation.ids.map((id) => ({ id, part: 'validation', ...stateOf(validation, id) })),
  ]
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('')
}

function stateOf({ changed, missing }: TracedRows, id: string): { now?: 'changed' | 'gone' } {
  if (changed.includes(id)) return { now: 'changed' }
  return missing.includes(id) ? { now: 'gone' } : {}
}
