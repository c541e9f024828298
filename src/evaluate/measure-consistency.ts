import { orderOfDemonstrations, type Consistency } from '../contracts/gaps.ts'
import type { Example } from '../contracts/example.ts'
import type { Task } from '../contracts/task.ts'
import { randomSource } from '../stats/random-source.ts'
import type { Rewrite } from '../text/rewrite/rewrite.ts'
import { sha256 } from '../text/sha256.ts'
import type { Answers } from './answer-rows.ts'
import { consistencyOf, type ConsistencyInput } from './consistency-of.ts'
import { scoredRowOf } from './scored-row-of.ts'

export interface ConsistencyRequest {
  kind: Task['kind']
  seed: number
  /** Validation rows to ask in other forms. */
  rows: readonly Example[]
  rewrites: readonly Rewrite[]
  /** How often each input is asked as it is; 1 where an answer is one by construction. */
  asks: number
  /** Whether the candidate shows demonstrations: their order is changed then as well. */
  reorders: boolean
  /** Asks rows, or reads what was answered before. */
  ask(rows: readonly Example[], form: AskForm): Promise<Answers>
}

/** How rows are asked. */
export interface AskForm {
  /** Which ask of the same input this is, from 0. */
  sample: number
  demonstrationSeedOf?: (row: Example) => number
}

/**
 * Asks a candidate the same inputs again and in harmless other forms, and says how far its answers stay the same. Every
 * ask is kept under its own input and number, so that nothing is paid twice.
 */
export async function measureConsistency(request: ConsistencyRequest): Promise<Consistency> {
  const { rows, rewrites, kind, seed, reorders } = request
  const repeated: Map<string, string>[] = []
  for (let sample = 0; sample < request.asks; sample += 1)
    repeated.push(outputsOf(await request.ask(rows, { sample })))
  const forms = rewrites.map((entry) => ({ name: entry.name, rows: rewriteRows(rows, entry, seed) }))
  const answers = outputsOf(
    await request.ask(
      forms.flatMap((form) => form.rows),
      { sample: 0 },
    ),
  )
  const reordered = reorders
    ? outputsOf(await request.ask(rows, { sample: 0, demonstrationSeedOf: (row) => orderSeed(row, seed) }))
    : new Map<string, string>()
  const inputs = rows.flatMap((row): ConsistencyInput[] => {
    const plain = repeated[0]?.get(row.id)
    if (plain === undefined) return []
    const rewritten = forms.flatMap(({ name }) => {
      const output = answers.get(formId(row, name))
      return output === undefined ? [] : [{ rewrite: name, output }]
    })
    const output = reordered.get(row.id)
    if (output !== undefined) rewritten.push({ rewrite: orderOfDemonstrations, output })
    const again = repeated.flatMap((outputs) => outputs.get(row.id) ?? [])
    return again.length + rewritten.length > 1 ? [{ row, plain, repeated: again, rewritten }] : []
  })
  return { ...consistencyOf(inputs, { kind, seed }), showsDemonstrations: reorders }
}

function orderSeed({ id }: Example, seed: number): number {
  return seedOf(`${seed} ${orderOfDemonstrations} ${id}`)
}

function seedOf(words: string): number {
  return Number.parseInt(sha256(words).slice(0, 7), 16)
}

/** The rows a rewrite changes, in their new form. The same seed gives a row the same form in every sample of rows. */
function rewriteRows(rows: readonly Example[], { name, rewrite }: Rewrite, seed: number): Example[] {
  return rows.flatMap((row) => {
    const text = rewrite(row.input.text, randomSource(seedOf(`${seed} ${name} ${row.id}`)))
    return text === row.input.text ? [] : [{ ...row, id: formId(row, name), input: { ...row.input, text } }]
  })
}

function formId({ id }: Example, rewrite: string): string {
  return `${id} (${rewrite})`
}

function outputsOf({ answered }: Answers): Map<string, string> {
  return new Map(answered.map((entry) => [entry.row.id, scoredRowOf(entry).output]))
}
