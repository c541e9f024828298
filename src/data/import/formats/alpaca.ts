import type { RawRow } from '../../../contracts/example.ts'
import type { Json } from '../../../contracts/json.ts'
import { askedText, type Turn } from './chat-turns.ts'
import { mapped, rowByRow, type ExampleFormat } from './example-format.ts'
import { idOf } from './log-facts.ts'
import { rowProblem } from './row-problem.ts'

/** Alpaca: `instruction`, `input`, `output`, with `history` where there is one (LLaMA-Factory). */
export const alpaca: ExampleFormat = {
  name: 'alpaca',
  title: 'Alpaca (instruction, input, output)',
  recognises: (row) => typeof row['instruction'] === 'string' && typeof row['output'] === 'string',
  open(context) {
    const isPrompt = isOneInstruction(context.first)
    return {
      mapping: [
        isPrompt
          ? 'the instruction is the same in the first rows and is left out: it is the prompt; the input is "input"'
          : 'the input is the instruction with "input" below it',
        'the answer is "output"',
      ],
      read: rowByRow((row) => {
        const { instruction, input = '', output, history } = row.value
        if (typeof instruction !== 'string' || typeof (input ?? '') !== 'string')
          throw rowProblem({ ...context, row }, 'has no text in "instruction" or in "input"')
        if (typeof output !== 'string' && context.labelled)
          throw rowProblem({ ...context, row }, 'has no text in "output"')
        const more = typeof input === 'string' ? input : ''
        const asked = isPrompt ? more : [instruction, more].filter((text) => text !== '').join('\n')
        const turns: Turn[] = [...turnsOfHistory(history), { role: 'user', text: asked }]
        return mapped(row, { ...idOf(row.value), input: askedText(turns, true), output })
      }),
    }
  },
}

/** One instruction with many inputs is a prompt. */
function isOneInstruction(rows: readonly RawRow[]): boolean {
  const instructions = new Set(rows.map(({ value }) => value['instruction']))
  const hasInputs = rows.every(
    ({ value }) => typeof value['input'] === 'string' && value['input'].trim() !== '',
  )
  return rows.length > 1 && instructions.size === 1 && hasInputs
}

function turnsOfHistory(history: Json | undefined): Turn[] {
  if (!Array.isArray(history)) return []
  return history.flatMap((round): Turn[] => {
    const [asked, answered] = Array.isArray(round) ? round : []
    if (typeof asked !== 'string' || typeof answered !== 'string') return []
    return [
      { role: 'user', text: asked },
      { role: 'assistant', text: answered },
    ]
  })
}
