import { DataError } from '../../errors.ts'

/** @throws DataError unless there is at least one label, none empty, padded with white space, or twice there. */
export function assertLabels(labels: readonly string[]): void {
  if (labels.length === 0) throw new DataError('There is no label to choose from. Give at least one.')
  const seen = new Set<string>()
  for (const label of labels) {
    if (label === '') throw new DataError('A label is empty. A label needs at least one character.')
    if (label !== label.trim()) {
      throw new DataError(`The label ${JSON.stringify(label)} begins or ends with white space. Remove it.`)
    }
    if (seen.has(label)) throw new DataError(`The label ${JSON.stringify(label)} is given twice.`)
    seen.add(label)
  }
}
