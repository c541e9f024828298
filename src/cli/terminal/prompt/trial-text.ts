import Table from 'cli-table3'
import { formatQuality } from '../../../report/words/format-quality.ts'
import type { TriedAnswer, TriedRow } from '../../../workflow/prompt/tried-rows.ts'
import type { PromptTrial, TriedPrompt } from '../../../workflow/prompt/try-prompts.ts'
import type { stdoutFacts } from '../terminal-facts.ts'
import { scoreWords } from './score-words.ts'

type Colours = ReturnType<typeof stdoutFacts>['colours']

/** What is shown of a long input or answer. */
const charactersShown = 600
/** Of these an answer is right or wrong; of the others it has a score. */
const rightOrWrong = new Set<string>(['accuracy', 'macroF1', 'exactMatch'])

/** Rows with what was expected and what each prompt answered side by side, then the scores. */
export function trialText(trial: PromptTrial, { colours, width }: ReturnType<typeof stdoutFacts>): string {
  const heads = ['expected', ...trial.prompts.map(({ name, version }) => `${name}@${version}`)]
  const columns = Math.max(12, Math.floor(width / heads.length) - 2)
  const rows = trial.rows.map((row, index) => {
    const table = sideBySide(heads, columns)
    const answers = row.answers.map((answer) => answerCell(answer, { trial, row, colours }))
    table.push([shorten(row.expected), ...answers])
    return `${colours.bold(`${index + 1}. ${shorten(row.input)}`)}\n${table.toString().replaceAll(/ +$/gmu, '')}`
  })
  const scores = trial.prompts.map((prompt) => promptLine(prompt))
  const few = `${trial.model} on ${rowsOf(trial.rows.length)} of validation: a look, no verdict. crossover run measures.`
  return `${[...rows, [...scores, ...comparison(trial), colours.dim(few)].join('\n')].join('\n\n')}\n`
}

function sideBySide(head: string[], width: number): Table.Table {
  const edges = ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left'] as const
  const more = ['bottom-right', 'left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid'] as const
  const none = Object.fromEntries([...edges, ...more].map((edge) => [edge, '']))
  return new Table({
    head,
    colWidths: head.map(() => width),
    wordWrap: true,
    wrapOnWordBoundary: false,
    chars: { ...none, middle: '  ' },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  })
}

function answerCell(
  answer: TriedAnswer | undefined,
  { trial, row, colours }: { trial: PromptTrial; row: TriedRow; colours: Colours },
): string {
  if (answer === undefined) return colours.red('not answered')
  const output = answer.output === '' ? '(nothing)' : shorten(answer.output)
  const score = rightOrWrong.has(trial.metric) ? [] : [formatQuality(answer.score, trial.metric)]
  const facts = [
    ...score,
    `${answer.validity}${answer.problem === undefined ? '' : `: ${shorten(answer.problem)}`}`,
    ...(answer.inputTokens === undefined
      ? []
      : [`${answer.inputTokens} + ${answer.outputTokens ?? 0} tokens`]),
    ...(answer.latencyMs === undefined ? [] : [`${answer.latencyMs.toFixed(0)} ms`]),
  ]
  const mark = score.length > 0 ? '' : answer.output === row.expected ? `${colours.green('✓')} ` : '✗ '
  return `${mark}${output}\n${facts.join(', ')}`
}

function promptLine({ name, version, score, tokensPerQuery, failed }: TriedPrompt): string {
  const quality = score === undefined ? 'no answers' : scoreWords(score)
  const tokens = tokensPerQuery === undefined ? '' : `, ${tokensPerQuery.input} tokens a question`
  return `${name}@${version}  ${quality}${tokens}${failed === 0 ? '' : `, ${failed} not answered`}`
}

/** On how many rows each of the others did better or worse than the first. */
function comparison({ prompts, rows, metric }: PromptTrial): string[] {
  const sign = metric === 'editEffort' ? -1 : 1
  const [first, ...others] = prompts
  if (first === undefined) return []
  return others.map(({ name, version }, index) => {
    const gains = rows.flatMap(({ answers }) => {
      const [one, other] = [answers[0], answers[index + 1]]
      return one === undefined || other === undefined ? [] : [sign * (one.score - other.score)]
    })
    const better = gains.filter((gain) => gain > 0).length
    const worse = gains.filter((gain) => gain < 0).length
    return `${first.name}@${first.version} does better than ${name}@${version} on ${rowsOf(better)}, worse on ${worse}, as well on ${gains.length - better - worse}`
  })
}

function rowsOf(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`
}

function shorten(text: string): string {
  return text.length <= charactersShown ? text : `${text.slice(0, charactersShown)} …`
}
