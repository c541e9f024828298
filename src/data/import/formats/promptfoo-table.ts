import type { RawRow } from '../../../contracts/example.ts'
import type { Json } from '../../../contracts/json.ts'
import { textOfValue } from '../text-of-value.ts'
import { dropped, mapped, type FormatContext, type FormatReader, type Outcome } from './example-format.ts'
import { known } from './log-facts.ts'

type Row = RawRow['value']

/** What one prompt and model answered to a test case. */
interface TableOutput {
  column: string
  text: string
  isPassed: boolean
}

/** Columns that follow every output since 2025; with several prompts each is there several times. */
const outputColumns = ['Status', 'Score', 'Named Scores', 'Grader Reason'] as const
/** Outputs before: "[PASS] (1.00)", the text, and the grader's reason, in one cell. */
const judgedCell =
  /^\[(?<status>PASS|FAIL|ERROR)\] \([^)\n]*\)\s*(?<text>.*?)\s*(?:\n\s*\n(?:Pass|Fail) Reason: .*)?$/su

/** Whether a row looks like one of the table that promptfoo writes as CSV. */
export function isPromptfooTable(row: Row): boolean {
  return (
    outputColumns.every((name) => name in row) ||
    Object.values(row).some((cell) => typeof cell === 'string' && judgedCell.test(cell))
  )
}

/** Names for the columns of such a table, which repeat for every prompt: Status, Status 2 … Other headers stay as they are. */
export function numberRepeats(header: readonly string[]): readonly string[] {
  if (!outputColumns.every((name) => header.includes(name))) return header
  const seen = new Map<string, number>()
  return header.map((name) => {
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return count === 1 ? name : `${name} ${count}`
  })
}

/**
 * Reads promptfoo's table: one row a test case. It has no assertions, so the answer is an output that passed; where a
 * variable equals all of these, that variable is the answer, in the rows that failed too.
 */
export function openPromptfooTable({ first, labelled }: FormatContext): FormatReader {
  const answer = answerVariable(first.map(({ value }) => value))
  return {
    mapping: [
      'input is the variables of the test case',
      answer === undefined
        ? 'the answer is the first output that passed'
        : `the answer is the variable "${answer}": it equals the outputs that passed`,
    ],
    async *read(rows) {
      for await (const row of rows) yield exampleOf(row, answer, labelled)
    },
  }
}

function exampleOf(row: RawRow, answer: string | undefined, labelled: boolean): Outcome {
  const variables = variablesOf(row.value).filter(([name]) => name !== answer)
  const [only] = variables
  if (only === undefined) return dropped(row, 'no variable but the answer')
  const input = variables.length === 1 ? only[1] : Object.fromEntries(variables)
  if (!labelled) return mapped(row, { input })
  const own = answer === undefined ? undefined : row.value[answer]
  if (own !== undefined && own !== '')
    return mapped(row, { input, output: own, from: known({ answer: 'variable' }) })
  const passed = outputsOf(row.value).find(({ isPassed, text }) => isPassed && text !== '')
  if (passed === undefined)
    return dropped(row, 'no output passed, and the table does not hold the right answer')
  return mapped(row, {
    input,
    output: passed.text,
    from: known({ answer: 'output that passed', model: passed.column }),
  })
}

/** The variable that equals every output that passed in the first rows, when two rows show it. */
function answerVariable(rows: readonly Row[]): string | undefined {
  const passed = rows.flatMap((row) => {
    const texts = outputsOf(row).filter(({ isPassed }) => isPassed)
    return texts.length === 0 ? [] : [{ row, texts: texts.map(({ text }) => text.trim()) }]
  })
  const names = rows[0] === undefined ? [] : variablesOf(rows[0]).map(([name]) => name)
  if (passed.length < 2 || names.length < 2) return undefined
  return names.find((name) =>
    passed.every(({ row, texts }) => {
      const value = row[name]
      return typeof value === 'string' && value !== '' && texts.every((text) => text === value.trim())
    }),
  )
}

/** The variables: what stands before the first output, without the description of the test. */
function variablesOf(row: Row): [string, Json][] {
  const outputs = new Set(outputsOf(row).map(({ column }) => column))
  const entries = Object.entries(row)
  if (!outputColumns.every((name) => name in row))
    return entries.filter(([name]) => !outputs.has(name) && !/^\[[^\]]+\] /u.test(name))
  const end = entries.findIndex(([name]) => outputs.has(name))
  return entries.slice(entries[0]?.[0] === 'Description' ? 1 : 0, end === -1 ? undefined : end)
}

function outputsOf(row: Row): TableOutput[] {
  const entries = Object.entries(row)
  if (outputColumns.every((name) => name in row))
    return entries.flatMap(([name, status], index) => {
      if (!/^Status( \d+)?$/u.test(name)) return []
      const before = /^Reasoning( \d+)?$/u.test(entries[index - 1]?.[0] ?? '') ? index - 2 : index - 1
      const [column = '', text = ''] = entries[before] ?? []
      return [{ column, text: textOfValue(text), isPassed: /^pass/iu.test(textOfValue(status)) }]
    })
  return entries.flatMap(([column, cell]) => {
    const judged = typeof cell === 'string' ? judgedCell.exec(cell)?.groups : undefined
    return judged === undefined
      ? []
      : [{ column, text: judged['text'] ?? '', isPassed: judged['status'] === 'PASS' }]
  })
}
