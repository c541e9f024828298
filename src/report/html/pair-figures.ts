import type { ExamplePair } from '../../contracts/data-texts.ts'
import type { DiffPiece } from '../../text/word-diff.ts'
import { formatCount } from '../words/format-count.ts'
import { readersDiff, shortenSame } from '../words/diff-words.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'
import { userText } from './user-text.ts'

const mostPairs = 12
const longestSame = 240

interface PairGroup {
  title: string
  words: string
  has: (pair: ExamplePair) => boolean
}

const groups: readonly PairGroup[] = [
  {
    title: 'One text, two answers',
    words: 'Rows of train or validation that no candidate can have both right. Words that differ are marked.',
    has: ({ kind, isExact }) => kind === 'conflict' && isExact,
  },
  {
    title: 'Nearly one text, two answers',
    words:
      'Rows of train or validation a few characters apart. One small word may make the difference, or one answer is wrong.',
    has: ({ kind, isExact }) => kind === 'conflict' && !isExact,
  },
  {
    title: 'Test rows that stand in train',
    words:
      'Left a train row, right its twin in test. Of the test row only words that train shows too are given; the others are “…”.',
    has: ({ kind }) => kind === 'leak',
  },
]

/** Conflicts and leaks side by side, the words that differ marked. */
export function pairFigures(pairs: readonly ExamplePair[]): Markup[] {
  return groups.flatMap(({ title, words, has }) => {
    const ofGroup = pairs.filter(has)
    if (ofGroup.length === 0) return []
    const more = ofGroup.length - mostPairs
    return [
      html`<h3>${title}</h3>
        <p class="note">${words}</p>
        ${ofGroup.slice(0, mostPairs).map(pairFigure)}
        ${more > 0 && html`<p class="note">And ${formatCount(more)} more in the JSON report.</p>`}`,
    ]
  })
}

function pairFigure({ left, right }: ExamplePair): Markup {
  const texts = readersDiff(left.text, right.text)
  const answers = answerDiff(left, right)
  return html`<div class="pair twins">
    ${side({ row: left, text: texts.left, answer: answers.left })}
    ${side({ row: right, text: texts.right, answer: answers.right })}
  </div> `
}

/** Answers of a word or two differ as a whole; longer ones word by word. */
function answerDiff(left: ExamplePair['left'], right: ExamplePair['right']) {
  const isLong = (left.answer ?? '').includes(' ') && (right.answer ?? '').includes(' ')
  if (isLong) return readersDiff(left.answer ?? '', right.answer ?? '')
  const whole = (text = ''): DiffPiece[] => [{ text, differs: false }]
  return { left: whole(left.answer), right: whole(right.answer) }
}

function side({
  row,
  text,
  answer,
}: {
  row: ExamplePair['left']
  text: DiffPiece[]
  answer: DiffPiece[]
}): Markup {
  return html`<figure>
    <blockquote dir="auto">${marked(text)}</blockquote>
    <figcaption>
      ${userText(row.id)}${row.answer !== undefined && html` → <strong dir="auto">${marked(answer)}</strong>`}
    </figcaption>
  </figure>`
}

function marked(pieces: readonly DiffPiece[]): Markup[] {
  return shortenSame(pieces, longestSame).map(({ text, differs }) =>
    differs && text.trim() !== '' ? html`<mark>${text}</mark>` : html`${text}`,
  )
}
