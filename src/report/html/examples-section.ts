import type { Report } from '../../contracts/report.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'
import { userText } from './user-text.ts'

type ExampleRow = NonNullable<Report['examples']>[number]
type Answer = ExampleRow['answers'][number]

const mostExamples = 12
const longestText = 700

/** Rows from validation with what each candidate answered. Test rows are never shown. */
export function examplesSection({ examples, task }: Report): Markup | undefined {
  if (examples === undefined || examples.length === 0) return undefined
  const isJudged = task.kind === 'classification'
  return html`<section aria-labelledby="examples">
    <h2 id="examples">What they answered</h2>
    <p>Rows from validation; the test rows stay sealed.</p>
    ${examples.slice(0, mostExamples).map((row) => example(row, isJudged))}
  </section> `
}

function example({ id, input, expected, answers }: ExampleRow, isJudged: boolean): Markup {
  return html`<article class="example">
    <blockquote dir="auto">${shorten(input)}</blockquote>
    <p class="source">${userText(id)}</p>
    <dl>
      <div>
        <dt>expected</dt>
        <dd class="expected">${userText(shorten(expected))}</dd>
      </div>
      ${groupAnswers(answers).map((group) => answerGroup(group, isJudged ? expected : undefined))}
    </dl>
  </article> `
}

interface AnswerGroup {
  output: string
  answers: Answer[]
}

/** Candidates that gave one answer stand together. */
function groupAnswers(answers: Answer[]): AnswerGroup[] {
  const outputs = [...new Set(answers.map(({ output }) => output))]
  return outputs.map((output) => ({ output, answers: answers.filter((answer) => answer.output === output) }))
}

function answerGroup({ output, answers }: AnswerGroup, expected: string | undefined): Markup {
  const names = answers.map(({ candidate, confidence }) => {
    const words = confidence === undefined ? candidate : `${candidate} (${confidence.toFixed(2)})`
    return html`<span class="unbroken">${words}</span>`
  })
  const judged =
    expected === undefined
      ? undefined
      : output === expected
        ? html`<span class="result meets"><span aria-hidden="true">✓</span> right</span> `
        : html`<span class="result fails"><span aria-hidden="true">✗</span> wrong</span> `
  return html`<div>
    <dt>${names.map((name, index) => (index === 0 ? name : html`, ${name}`))}</dt>
    <dd>${judged}${userText(shorten(output))}</dd>
  </div> `
}

function shorten(text: string): string {
  const characters = Array.from(text)
  return characters.length <= longestText ? text : `${characters.slice(0, longestText).join('')}…`
}
