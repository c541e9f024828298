import { allRows } from './all-rows.ts'
import { type DataCheck, percentOf } from './finding.ts'
import { commonLines, commonPrefix, commonSuffix } from './shared-parts.ts'

const fewestRows = 20
const mostShown = 60
const mostTexts = 1000

/** Text that most inputs share: it says nothing about the answer, costs tokens, and makes different rows look near. */
export const checkBoilerplate: DataCheck = (facts) => {
  const texts = sample([...new Set(allRows(facts).map((row) => row.input.text))])
  if (texts.length < fewestRows) return []
  const parts = [
    ...[commonPrefix(texts)].map((part) => ({ ...part, how: 'begin with' })),
    ...[commonSuffix(texts)].map((part) => ({ ...part, how: 'end with' })),
    ...commonLines(texts).map((part) => ({ ...part, how: 'have the line' })),
  ].filter(({ text }) => text !== '')
  // A line that stands at the start or end of most texts is named once.
  const distinct = parts.filter(
    ({ text }, at) => !parts.slice(0, at).some((other) => other.text.includes(text)),
  )
  if (distinct.length === 0) return []
  const said = distinct
    .slice(0, 4)
    .map(({ how, text, count }) => `${percentOf(count, texts.length)} ${how} "${shortened(text)}"`)
  return [
    {
      check: 'boilerplate',
      severity: 'note',
      count: Math.max(...distinct.map(({ count }) => count)),
      rows: [],
      message: `Most inputs share text: ${said.join('; ')}${texts.length < mostTexts ? '' : ` (of ${texts.length} looked at)`}.`,
      next: 'Leave it out of the inputs: it costs tokens at every question and says nothing about the answer.',
    },
  ]
}

/** What most of a thousand texts share, most texts share. */
function sample(texts: readonly string[]): string[] {
  const step = Math.max(1, texts.length / mostTexts)
  return texts.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step))
}

function shortened(text: string): string {
  const line = text.trim().replaceAll(/\s+/gu, ' ')
  return line.length > mostShown ? `${line.slice(0, mostShown)}…` : line
}
