import { normaliseText } from '../../../text/same-text.ts'

/** A label and the keys that give it. */
export interface LabelChoice {
  label: string
  keys: string[]
}

const mostKeys = 9
const reserved = new Set(['s', 'u', 'n', 'q', 'e'])

/**
 * Keys of the labels. Up to nine labels have a number and a letter of their own, the same for every row; of more, the nine
 * likeliest for this row have the numbers, and search finds the others.
 */
export function labelChoices(labels: readonly string[], likely: readonly string[]): LabelChoice[] {
  if (labels.length > mostKeys) {
    const first = [...new Set([...likely.filter((label) => labels.includes(label)), ...labels])]
    return first.slice(0, mostKeys).map((label, at) => ({ label, keys: [String(at + 1)] }))
  }
  const taken = new Set(reserved)
  return labels.map((label, at) => {
    const letter = Array.from(label.toLowerCase()).find(
      (character) => /^\p{Letter}$/u.test(character) && !taken.has(character),
    )
    if (letter !== undefined) taken.add(letter)
    return { label, keys: [String(at + 1), ...(letter === undefined ? [] : [letter])] }
  })
}

/** Labels that fit what was typed: the same first, then those that begin with it, then those that hold it. */
export function searchLabels(labels: readonly string[], typed: string): string[] {
  const wanted = normaliseText(typed)
  const ranked = labels.flatMap((label) => {
    const text = normaliseText(label)
    if (!text.includes(wanted)) return []
    return [{ label, rank: text === wanted ? 0 : text.startsWith(wanted) ? 1 : 2 }]
  })
  return ranked.toSorted((one, other) => one.rank - other.rank).map(({ label }) => label)
}
