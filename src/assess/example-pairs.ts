import type { ExamplePair } from '../contracts/data-texts.ts'
import type { Example } from '../contracts/example.ts'
import type { DataFacts } from './data-facts.ts'
import { sharedWords } from './shared-words.ts'

const mostPairs = 50
const longestText = 2000

/**
 * Pairs to read side by side: conflicts, those of one text before those of texts that are near, and leaks; 50 at most, half
 * of conflicts and leaks each when there are more. Both sides of a conflict are rows candidates may learn from.
 */
export function examplePairs({
  conflicts,
  nearConflicts,
  leaks,
}: Pick<DataFacts, 'conflicts' | 'nearConflicts' | 'leaks'>): ExamplePair[] {
  const exact = conflicts.slice(0, mostPairs).flatMap(conflictPair)
  const disputed = [...exact, ...nearConflicts.slice(0, mostPairs - exact.length).map(nearConflictPair)]
  const leaked = leaks.slice(0, mostPairs).flatMap(leakPair)
  const forConflicts = Math.max(mostPairs / 2, mostPairs - leaked.length)
  const shown = disputed.slice(0, forConflicts)
  return [...shown, ...leaked.slice(0, mostPairs - shown.length)]
}

/** The first row of a text and the first with another answer. */
function conflictPair([first, ...others]: Example[]): ExamplePair[] {
  const other = others.find(({ expected }) => expected !== first?.expected)
  if (first === undefined || other === undefined) return []
  return [{ kind: 'conflict', isExact: true, left: labelled(first), right: labelled(other) }]
}

function nearConflictPair([left, right]: DataFacts['nearConflicts'][number]): ExamplePair {
  return { kind: 'conflict', isExact: false, left: labelled(left), right: labelled(right) }
}

function leakPair({ row, exact, near }: DataFacts['leaks'][number]): ExamplePair[] {
  const [twin] = [...exact, ...near]
  if (twin === undefined) return []
  const text = sharedWords(cut(row.input.text), cut(twin.input.text))
  return [{ kind: 'leak', isExact: exact.length > 0, left: labelled(twin), right: { id: row.id, text } }]
}

function labelled({ id, input, expected }: Example): ExamplePair['left'] {
  return { id, text: cut(input.text), answer: cut(expected) }
}

function cut(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText)}…`
}
