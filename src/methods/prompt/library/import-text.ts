import type { ImportedPrompt } from './imported-prompt.ts'
import { mapVariables, type VariableMapping } from './map-variables.ts'

const roleLine = /^=== (system|user|assistant)[ \t]*$/m
/** Python's and many templates' way to write a variable. */
const singleBraces = /(?<!\{)\{([a-z_]\w*)\}(?!\})/giu

/**
 * A plain text as a prompt. With role lines (`=== user`) it is taken as it stands; without, it becomes the system message
 * and the input the user's; a text that shows the input itself becomes one user message.
 *
 * @throws TaskError for a template that does not parse and for variables that cannot be told.
 */
export function importText(source: string, mapping: VariableMapping): ImportedPrompt {
  const { text, notes } = mapVariables(
    source
      .replace(/^\uFEFF/, '')
      .replaceAll('\r\n', '\n')
      .trim(),
    mapping,
  )
  const left = [...new Set([...text.matchAll(singleBraces)].map(([whole]) => whole))]
  const warnings = left.map((whole) => `${whole} is left as it stands: variables are written {{ input }}`)
  if (roleLine.test(text)) return { text: `${text}\n`, notes: [...notes, ...warnings] }
  if (/\{\{-?\s*input\b/u.test(text))
    return {
      text: `=== user\n${text}\n`,
      notes: [...notes, 'the text shows the input: it became one user message', ...warnings],
    }
  return {
    text: `=== system\n${text}\n=== user\n{{ input }}\n`,
    notes: [...notes, 'the text became the system message, and the input the user’s', ...warnings],
  }
}
