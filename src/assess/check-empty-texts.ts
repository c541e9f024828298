import { allRows } from './all-rows.ts'
import { countOf, type DataCheck, findingOfRows } from './finding.ts'

/** What exports write where there was nothing. */
const placeholder =
  /^[\s"'([{<]*(?:n\/?a|nan|null|none|nil|undefined|empty|no (?:text|content|data)|tbd|todo|lorem ipsum.*|#(?:n\/a|ref!|value!))[\s"')\]}>.]*$/iu

/** Inputs that ask nothing, and free answers that say nothing: no letter or digit, or a word such as "N/A". */
export const checkEmptyTexts: DataCheck = (facts) => {
  const rows = allRows(facts)
  const isLabel = facts.task.kind === 'classification'
  // A label may be called "none", and `{}` is an answer: nothing was found.
  const isNoAnswer = (text: string): boolean =>
    facts.task.kind === 'generation' ? isEmptyText(text) : !isLabel && placeholder.test(text)
  const inputs = rows.filter((row) => isEmptyText(row.input.text))
  const answers = rows.filter((row) => isNoAnswer(row.expected))
  return [
    ...findingOf(inputs, 'empty-inputs', 'no input to speak of: no letter or digit, or a word such as "N/A"'),
    ...findingOf(
      answers,
      'empty-answers',
      'no answer to speak of: no letter or digit, or a word such as "N/A"',
    ),
  ]
}

/** Whether a text has neither letter, digit nor emoji, or only stands for nothing. */
export function isEmptyText(text: string): boolean {
  return !/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text) || placeholder.test(text)
}

function findingOf(rows: ReturnType<typeof allRows>, check: string, what: string): ReturnType<DataCheck> {
  if (rows.length === 0) return []
  return [
    findingOfRows(rows, {
      check,
      severity: 'warning',
      message: `${countOf(rows.length, 'row')} ${rows.length === 1 ? 'has' : 'have'} ${what}.`,
      next: 'Leave these rows out, or fill them in.',
    }),
  ]
}
