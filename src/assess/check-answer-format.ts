import type { Example } from '../contracts/example.ts'
import type { Finding } from '../contracts/report.ts'
import { allRows } from './all-rows.ts'
import { answerShape, type AnswerShape } from './answer-shape.ts'
import { countOf, type DataCheck, findingOfRows, listShort, percentOf } from './finding.ts'

/** Share of answers that are JSON from which on JSON is what is meant. */
const meantJson = 0.5
/** A key in fewer answers than this share, and at most two, may be misspelt. */
const rareShare = 0.01

interface ShapedRow {
  row: Example
  shape: AnswerShape
}

/** Whether answers have one format: all JSON or none, one top level, one type a key. Nothing for labels. */
export const checkAnswerFormat: DataCheck = (facts) => {
  if (facts.task.kind === 'classification') return []
  const rows = allRows(facts).map((row) => ({ row, shape: answerShape(row.expected) }))
  const json = rows.filter(({ shape }) => shape.top !== 'text')
  if (json.length < meantJson * rows.length) return facts.task.kind === 'extraction' ? noJson(rows) : []
  return [...mixedTops(rows, json), ...mixedTypes(json), ...rareKeys(json)]
}

function noJson(rows: readonly ShapedRow[]): Finding[] {
  const plain = rows.filter(({ shape }) => shape.top === 'text')
  return [
    findingOfRows(rowsOf(plain), {
      check: 'answer-format',
      severity: 'warning',
      message: `${countOf(plain.length, 'answer')} of ${rows.length} ${plain.length === 1 ? 'is' : 'are'} no JSON object or list. Extraction compares fields.`,
      next: 'Write answers as {"field": ["value", …]}, or set `kind: generation`.',
    }),
  ]
}

function mixedTops(rows: readonly ShapedRow[], json: readonly ShapedRow[]): Finding[] {
  const objects = json.filter(({ shape }) => shape.top === 'object').length
  const usual = objects >= json.length - objects ? 'object' : 'list'
  const odd = rows.filter(({ shape }) => shape.top !== usual)
  if (odd.length === 0) return []
  return [
    findingOfRows(rowsOf(odd), {
      check: 'answer-format',
      severity: 'warning',
      message: `${countOf(odd.length, 'answer')} (${percentOf(odd.length, rows.length)}) ${odd.length === 1 ? 'is' : 'are'} no JSON ${usual}; the others are.`,
      next: `Correct these rows: a candidate that learns from them answers in two formats.`,
    }),
  ]
}

/** Keys whose values have several types; null beside one type is "not there". */
function mixedTypes(json: readonly ShapedRow[]): Finding[] {
  const rowsOfType = new Map<string, Map<string, Example[]>>()
  for (const { row, shape } of json) {
    for (const [key, type] of shape.types) {
      if (type === 'null') continue
      const types = rowsOfType.get(key) ?? new Map<string, Example[]>()
      pushTo(types, type, row)
      rowsOfType.set(key, types)
    }
  }
  const mixed = [...rowsOfType].filter(([, types]) => types.size > 1)
  if (mixed.length === 0) return []
  const said = mixed.map(([key, types]) => {
    const counts = [...types].map(([type, rows]) => `${type} in ${rows.length}`)
    return `"${key}" (${counts.join(', ')})`
  })
  // The rarer types are the odd ones.
  const odd = mixed.flatMap(([, types]) =>
    [...types.values()].toSorted((one, other) => other.length - one.length).slice(1),
  )
  return [
    findingOfRows(odd.flat(), {
      check: 'answer-schema',
      severity: 'warning',
      message: `${countOf(mixed.length, 'field')} of the answers ${mixed.length === 1 ? 'has' : 'have'} values of several types: ${listShort(said)}.`,
      next: 'Write each field in one type in every row.',
    }),
  ]
}

function rareKeys(json: readonly ShapedRow[]): Finding[] {
  const counts = new Map<string, Example[]>()
  for (const { row, shape } of json) {
    for (const key of shape.types.keys()) pushTo(counts, key, row)
  }
  const most = Math.min(2, rareShare * json.length)
  const rare = [...counts].filter(([, rows]) => rows.length <= most)
  if (rare.length === 0 || rare.length === counts.size) return []
  return [
    findingOfRows(
      rare.flatMap(([, rows]) => rows),
      {
        check: 'rare-fields',
        severity: 'note',
        message: `${countOf(rare.length, 'field')} ${rare.length === 1 ? 'stands' : 'stand'} in one or two answers only: ${listShort(rare.map(([key]) => key))}.`,
        next: 'Check the spelling; a field this rare is neither learned nor judged.',
      },
    ),
  ]
}

function pushTo(groups: Map<string, Example[]>, key: string, row: Example): void {
  const group = groups.get(key)
  if (group === undefined) groups.set(key, [row])
  else group.push(row)
}

function rowsOf(rows: readonly ShapedRow[]): Example[] {
  return rows.map(({ row }) => row)
}
