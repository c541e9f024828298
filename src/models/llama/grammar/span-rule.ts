import type { GrammarRules } from './grammar-rules.ts'
import { literal } from './grammar-rules.ts'
import { suffixAutomaton, type SuffixState } from './suffix-automaton.ts'

/** A word, or one other character. */
const pieces = /[\p{L}\p{N}\p{M}]+|[^]/gu

/**
 * The rule of a JSON text that stands word for word in a source: it starts and ends with whole words or marks, never with white
 * space.
 *
 * @returns its name; undefined where the source holds nothing that could be copied.
 */
export function spanRule(rules: GrammarRules, source: string): string | undefined {
  const start = suffixAutomaton(source.trim().match(pieces) ?? [])
  const names = new Map<SuffixState, string>()
  const waiting: SuffixState[] = []
  const nameOf = (state: SuffixState): string => {
    const known = names.get(state)
    if (known !== undefined) return known
    const name = rules.reserve()
    names.set(state, name)
    waiting.push(state)
    return name
  }
  const visible = [...start.next].filter(([piece]) => piece.trim() !== '')
  if (visible.length === 0) return undefined
  const firsts = edgesOf(visible, nameOf)
  const span = rules.add(`"\\"" (${alternatives(firsts)})`)
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    const end = state.piece?.trim() === '' ? [] : ['"\\""']
    const next = state.next.size === 0 ? [] : [alternatives(edgesOf([...state.next], nameOf))]
    rules.set(nameOf(state), [...end, ...next].join(' | '))
  }
  return span
}

/** A way on: the text to write, and the rule that follows it. */
interface Edge {
  text: string
  rule: string
}

function edgesOf(
  next: readonly (readonly [string, SuffixState])[],
  nameOf: (state: SuffixState) => string,
): Edge[] {
  return next.map(([piece, state]) => ({ text: JSON.stringify(piece).slice(1, -1), rule: nameOf(state) }))
}

/** Edges that begin alike share their beginning: the engine follows each alternative apart. */
function alternatives(edges: readonly Edge[]): string {
  const byFirst = new Map<string, Edge[]>()
  for (const { text, rule } of edges) {
    const [first = ''] = text
    const group = byFirst.get(first) ?? []
    group.push({ text: text.slice(first.length), rule })
    byFirst.set(first, group)
  }
  return [...byFirst].map(([first, group]) => beginningWith(first, group)).join(' | ')
}

function beginningWith(first: string, group: readonly Edge[]): string {
  const [only, second] = group
  if (first === '') return only?.rule ?? ''
  if (only !== undefined && second === undefined) return `${literal(first + only.text)} ${only.rule}`
  return `${literal(first)} (${alternatives(group)})`
}
