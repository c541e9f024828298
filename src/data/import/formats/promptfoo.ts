import type { RawRow } from '../../../contracts/example.ts'
import type { Json } from '../../../contracts/json.ts'
import { fieldAtPath } from '../field-at-path.ts'
import { isJsonObject } from '../parse-json-row.ts'
import { textOfValue } from '../text-of-value.ts'
import { dropped, mapped, type ExampleFormat, type FormatContext, type Outcome } from './example-format.ts'
import { known } from './log-facts.ts'
import { isPromptfooTable, openPromptfooTable } from './promptfoo-table.ts'
import { rowProblem } from './row-problem.ts'

/** Assertions whose `value` is the right answer itself, not a part or a property of it. */
const referenceTypes = new Set(['equals', 'similar', 'levenshtein', 'factuality', 'model-graded-factuality'])

/**
 * promptfoo's results (`-o` results.json, .jsonl, .yaml or .csv): one example a test case. The answer is the value of an assertion
 * that names it, else the output of a case that passed.
 */
export const promptfoo: ExampleFormat = {
  name: 'promptfoo',
  title: 'promptfoo results',
  recognises: (row) =>
    (isJsonObject(row['vars']) &&
      ('success' in row || 'gradingResult' in row) &&
      ('response' in row || 'error' in row)) ||
    isPromptfooTable(row),
  open(context) {
    if (context.first.some(({ value }) => isPromptfooTable(value))) return openPromptfooTable(context)
    return {
      mapping: [
        'input is the variables of the test case, without the one that holds the answer',
        `the answer is the value of an assertion (${[...referenceTypes].slice(0, 4).join(', ')}), else the output of a case that passed`,
        'a test case that several prompts or models answered is one example',
      ],
      async *read(rows) {
        const seen = new Set<string>()
        for await (const row of rows) yield exampleOf(row, seen, context)
      },
    }
  },
}

function exampleOf(row: RawRow, seen: Set<string>, context: FormatContext): Outcome {
  const { vars, testIdx } = row.value
  if (!isJsonObject(vars)) throw rowProblem({ ...context, row }, 'has no object in "vars"')
  const reference = referenceOf(row.value, vars)
  const input = inputOf(vars, reference?.variable)
  const test = typeof testIdx === 'number' ? `${row.file ?? ''}#${testIdx}` : textOfValue(vars)
  if (input === undefined) return dropped(row, 'no variable but the answer')
  if (seen.has(test)) return dropped(row, 'the same test case again, with another prompt or model')
  if (!context.labelled) {
    seen.add(test)
    return mapped(row, { input })
  }
  const output = reference?.answer ?? passedOutput(row.value)
  if (output === undefined) return dropped(row, 'it did not pass, and no assertion names the right answer')
  seen.add(test)
  return mapped(row, {
    input,
    output,
    from: known({
      answer: reference === undefined ? 'output that passed' : 'assertion',
      ...(reference === undefined ? { model: fieldAtPath(row.value, 'provider.id') } : {}),
      score: reference === undefined ? row.value['score'] : undefined,
    }),
  })
}

/** The right answer in the assertions, and the variable it came from where it is one. */
function referenceOf(
  row: { [key: string]: Json },
  vars: { [key: string]: Json },
): { answer: Json; variable?: string } | undefined {
  const asserts = fieldAtPath(row, 'testCase.assert')
  const graded = fieldAtPath(row, 'gradingResult.componentResults')
  const assertions = [
    ...(Array.isArray(asserts) ? asserts : []),
    ...(Array.isArray(graded)
      ? graded.map((part) => (isJsonObject(part) ? (part['assertion'] ?? null) : null))
      : []),
  ]
  for (const assertion of assertions) {
    if (!isJsonObject(assertion) || !referenceTypes.has(String(textOfValue(assertion['type'] ?? ''))))
      continue
    const { value } = assertion
    if (value === undefined || value === null || value === '') continue
    const variable =
      typeof value === 'string' ? /^\s*\{\{-?\s*([\w.]+)\s*-?\}\}\s*$/u.exec(value)?.[1] : undefined
    const answer = variable === undefined ? value : fieldAtPath(vars, variable)
    if (answer === undefined) continue
    const same = variable ?? Object.keys(vars).find((key) => vars[key] === answer)
    return same === undefined ? { answer } : { answer, variable: same }
  }
  return undefined
}

/** One variable is its text; several are an object. */
function inputOf(vars: { [key: string]: Json }, answer: string | undefined): Json | undefined {
  const rest = Object.entries(vars).filter(([key]) => key !== answer?.split('.')[0])
  const [only] = rest
  if (only === undefined) return undefined
  return rest.length === 1 ? only[1] : Object.fromEntries(rest)
}

function passedOutput(row: { [key: string]: Json }): Json | undefined {
  if (row['success'] !== true) return undefined
  const output = fieldAtPath(row, 'response.output')
  return output === null || output === '' ? undefined : output
}
