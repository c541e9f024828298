import { isFloor } from '../../methods/registry.ts'
import type { Report } from '../../contracts/report.ts'
import type { ReportParts } from './assemble-report.ts'
import type { ValidatedCandidate } from './validate-candidates.ts'

const rowsShown = 12

/** Validation rows on which candidates differ most, with each one's answer: test rows stay sealed. */
export function exampleRows({
  split,
  validation,
}: Pick<ReportParts, 'split' | 'validation'>): Report['examples'] {
  const shown = validation.candidates.filter(({ candidate }) => !isFloor(candidate.kind))
  const answers = new Map(shown.map((entry) => [entry, answersById(entry)]))
  const rows = split.validation.flatMap((row) => {
    const given = shown.flatMap((entry) => {
      const prediction = answers.get(entry)?.get(row.id)
      if (prediction === undefined) return []
      const { output, confidence } = prediction
      return [
        { candidate: entry.candidate.name, output, ...(confidence === undefined ? {} : { confidence }) },
      ]
    })
    const wrong = given.filter(({ output }) => output !== row.expected).length
    return [{ row, given, split: Math.min(wrong, given.length - wrong), wrong }]
  })
  return rows
    .toSorted((a, b) => b.given.length - a.given.length || b.split - a.split || b.wrong - a.wrong)
    .slice(0, rowsShown)
    .map(({ row, given }) => ({ id: row.id, input: row.input.text, expected: row.expected, answers: given }))
}

function answersById({ answered }: ValidatedCandidate) {
  return new Map(answered.map(({ row, prediction }) => [row.id, prediction]))
}
