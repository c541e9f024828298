import type { Example } from '../contracts/example.ts'
import type { Finding } from '../contracts/report.ts'
import { allRows } from './all-rows.ts'
import { countOf, type DataCheck, findingOfRows } from './finding.ts'

/** A way that fewer rows than this share have is the exception; more is two styles side by side. */
const mostExceptions = 0.3
const fewestRows = 20
/** An answer this many times longer or shorter than the median is another kind of answer. */
const lengthFactor = 6
/** More of them than this are a kind of their own, and no slip. */
const mostUnusual = 0.05

/** Whether free answers are written one way: capital or small first letter, closing mark, length. */
export const checkAnswerStyle: DataCheck = (facts) => {
  if (facts.task.kind !== 'generation') return []
  const rows = allRows(facts).filter(({ expected }) => /\p{L}/u.test(expected))
  if (rows.length < fewestRows) return []
  return [
    ...exceptions(rows, {
      has: ({ expected }) => /^[^\p{L}]*\p{Lu}/u.test(expected),
      check: 'answer-casing',
      yes: 'begin with a capital letter',
      no: 'do not',
    }),
    ...exceptions(rows, {
      has: ({ expected }) => /[.!?…]["'”’)\]]*\s*$/u.test(expected),
      check: 'answer-ending',
      yes: 'end with a full stop or the like',
      no: 'do not',
    }),
    ...unusualLengths(rows),
  ]
}

interface Way {
  has(row: Example): boolean
  check: string
  yes: string
  no: string
}

function exceptions(rows: readonly Example[], way: Way): Finding[] {
  const having = rows.filter((row) => way.has(row))
  const lacking = rows.filter((row) => !way.has(row))
  const few = having.length < lacking.length ? having : lacking
  if (few.length === 0) return []
  const [yes, no] = [having, lacking].map((some) => some.length.toLocaleString('en-US'))
  const isStyle = few.length >= mostExceptions * rows.length
  return [
    findingOfRows(few, {
      check: way.check,
      severity: 'note',
      message: `${yes} answers ${way.yes}, ${no} ${way.no}.`,
      next: isStyle
        ? 'Two styles are taught side by side: choose one, or say in the input which is wanted.'
        : 'Correct the exceptions: style is what a model learns first.',
    }),
  ]
}

function unusualLengths(rows: readonly Example[]): Finding[] {
  const lengths = rows.map(({ expected }) => expected.length).toSorted((one, other) => one - other)
  const median = lengths[Math.floor(lengths.length / 2)] ?? 0
  const odd = rows.filter(
    ({ expected }) => expected.length > lengthFactor * median || expected.length * lengthFactor < median,
  )
  if (odd.length === 0 || odd.length > mostUnusual * rows.length) return []
  return [
    findingOfRows(odd, {
      check: 'answer-lengths',
      severity: 'note',
      message: `${countOf(odd.length, 'answer')} ${odd.length === 1 ? 'is' : 'are'} more than ${lengthFactor} times longer or shorter than the median of ${median.toLocaleString('en-US')} characters.`,
      next: 'Read them: a pasted page or a lone "ok" teaches the wrong length.',
    }),
  ]
}
