import { expect, test } from 'vitest'
import type { Example } from '../../../contracts/example.ts'
import { memorisedAnswers } from './memorised-answers.ts'

function row(id: string, expected: string): Example {
  return { id, input: { text: id }, expected, source: { file: 'a', line: 1 } }
}

test('an answer is recited when it is wrong, long enough and the answer of a row it learnt from', () => {
  const train = [row('t', 'We send the parcel on Monday.'), row('u', 'No, sorry.')]
  const rows = ['a', 'b', 'c', 'd'].map((id) => row(id, 'We send your refund on Friday.'))
  const same = row('e', 'We send the parcel on Monday.')
  const answers = [
    { id: 'a', output: 'we send the parcel on monday' },
    { id: 'b', output: 'No, sorry.' },
    { id: 'c', output: 'We send your refund on Friday.' },
    { id: 'd', output: 'We send the parcel on Monday, and a refund.' },
    { id: 'e', output: 'We send the parcel on Monday.' },
  ]
  expect(memorisedAnswers(answers, { rows: [...rows, same], train })).toEqual({ rows: 1, of: 5 })
})
