import { TaskError } from '../../../errors.ts'
import { variablesOfPrompt } from '../prompt-template.ts'
import type { VariableMap } from './imported-prompt.ts'

/** Which file, what its prompt may name here, and what the reader said its variables are. */
export interface VariableMapping {
  file: string
  allowed: readonly string[]
  map: VariableMap
}

/**
 * Gives the variables of an imported template the names they have here. A single one that is unknown is the input; of
 * several the reader must say which is what.
 *
 * @throws TaskError for a template that does not parse, for variables that cannot be told, and for a wrong `map`.
 */
export function mapVariables(source: string, mapping: VariableMapping): { text: string; notes: string[] } {
  const { file, allowed, map } = mapping
  const used = variablesOfPrompt(source, file)
  assertMap(used, mapping)
  const unknown = used.filter((name) => !allowed.includes(name) && !Object.hasOwn(map, name))
  const [only] = unknown
  const isInputFree = !used.includes('input') && !Object.values(map).includes('input')
  const guessed = unknown.length === 1 && only !== undefined && isInputFree ? { [only]: 'input' } : {}
  if (unknown.length > Object.keys(guessed).length)
    throw new TaskError(`${file} has the variables ${unknown.join(', ')}: which of them is the input?`, {
      hint: `Say it with --variable ${only ?? 'question'}=input, and write what the others stand for into the file. Allowed: ${allowed.join(', ')}.`,
    })
  const all = Object.entries({ ...map, ...guessed })
  return {
    text: all.reduce((text, [from, to]) => rename(text, from, to), source),
    notes: all.map(([from, to]) => `{{ ${from} }} became {{ ${to} }}`),
  }
}

function assertMap(used: readonly string[], { file, allowed, map }: VariableMapping): void {
  for (const [from, to] of Object.entries(map)) {
    if (!used.includes(from))
      throw new TaskError(`${file} has no variable "${from}". It has: ${used.join(', ') || 'none'}.`)
    if (!allowed.includes(to))
      throw new TaskError(`A prompt has no variable "${to}". Allowed: ${allowed.join(', ')}.`)
  }
}

/** Inside {{ }} and {% %} only; never a property of that name, nor a part of a longer name. */
function rename(source: string, from: string, to: string): string {
  const name = new RegExp(`(?<![\\w.-])${from}(?![\\w-])`, 'gu')
  return source.replaceAll(/\{\{.*?\}\}|\{%.*?%\}/gsu, (tag) => tag.replaceAll(name, to))
}
