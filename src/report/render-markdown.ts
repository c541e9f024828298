import type { CandidateReport, Report } from '../contracts/report.ts'
import { adviceBlocks, sideBySideBlock } from './markdown-advice.ts'
import { rankCandidates } from './rank-candidates.ts'
import { reasons } from './reasons.ts'
import { costSentences, givenInputs, leftOutWords, mattersWords } from './words/cost-words.ts'
import { dataHeadlines } from './words/data-headlines.ts'
import { criterionWords, resultWords } from './words/criterion-words.ts'
import { escapeMarkdown } from './words/escape-markdown.ts'
import { formatMilliseconds } from './words/format-duration.ts'
import { formatQuality, formatQualityRange } from './words/format-quality.ts'
import { formatUsd } from './words/format-usd.ts'
import { consistencyLine, gapNames, shareInterval } from './words/gap-words.ts'
import { metricWords } from './words/metric-words.ts'
import { openingWords } from './words/opening-words.ts'
import { sharedRowsWords } from './words/rows-words.ts'
import { textMeasuresLine } from './words/text-measure-words.ts'
import { trainingLine } from './words/training-words.ts'

/** The short report for a pull request or a chat: verdict, table, reasons. Text from data cannot become markup. */
export function renderMarkdown(report: Report): string {
  const { verdict, task, provenance, incomplete } = report
  const [first = '', second = ''] = verdict.because.map(({ text }) => text)
  const { finalists, validationOnly, floors } = rankCandidates(report)
  const label = metricWords(task.metric).label
  const title = `${task.name} · ${sharedRowsWords(report)} · ${openingWords(provenance.opening)}`
  const blocks = [
    `**${escapeMarkdown(first)}**`,
    escapeMarkdown(second),
    ...(incomplete === undefined ? [] : [`Incomplete: ${escapeMarkdown(incomplete.reason)}`]),
    escapeMarkdown(title),
    [
      `| candidate | ${label}, 95 % interval | p95 | per 1,000 | criteria |`,
      '|---|---|--:|--:|---|',
      ...[...finalists, ...validationOnly, ...floors].map((candidate) => row(candidate, task.metric)),
    ].join('\n'),
    ...reasons(report).map(escapeMarkdown),
    ...adviceBlocks(report),
    sideBySideBlock(report),
    escapeMarkdown(textMeasuresLine(report)),
    escapeMarkdown(trainingLine(report)),
    costLines(report),
    gapLines(report),
    escapeMarkdown(consistencyLine(report)),
    ['**The examples**', '', ...dataHeadlines(report.data).map((line) => `- ${escapeMarkdown(line)}`)].join(
      '\n',
    ),
    verdict.next.map((step) => `- ${escapeMarkdown(step)}`).join('\n'),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function row(candidate: CandidateReport, metric: string): string {
  const { name, quality, validation, latencyMs, costPerQueryUsd } = candidate
  const figure = quality ?? validation
  const words =
    figure === undefined
      ? '–'
      : `${formatQuality(figure.value, metric)} (${formatQualityRange(figure, metric)})${quality === undefined ? ', validation' : ''}`
  const cells = [
    escapeMarkdown(name),
    words,
    latencyMs === undefined ? '–' : formatMilliseconds(latencyMs.p95),
    costPerQueryUsd === undefined ? '–' : formatUsd(costPerQueryUsd.value * 1000),
    escapeMarkdown(criteria(candidate, metric)),
  ]
  return `| ${cells.join(' | ')} |`
}

function criteria({ meets }: CandidateReport, metric: string): string {
  if (meets.length === 0) return '–'
  const unmet = meets.filter(({ result }) => result !== 'meets')
  if (unmet.length === 0) return 'all met'
  return unmet
    .map(({ criterion, result }) => `${criterionWords(criterion, metric).short}: ${resultWords[result]}`)
    .join('; ')
}

/** Sentences, then each figure that is no plain 0 with where it is from. */
function costLines({ cost }: Report): string {
  if (cost === undefined) return ''
  const sentences = [...costSentences(cost), mattersWords(cost)].filter((text) => text !== '')
  const figures = givenInputs(cost).map(
    ({ name, figure, source }) => `| ${[name, figure, source].map(escapeMarkdown).join(' | ')} |`,
  )
  return [
    '**Cost**',
    '',
    ...sentences.map((text) => `- ${escapeMarkdown(text)}`),
    `- ${escapeMarkdown(leftOutWords(cost))}`,
    '',
    '| figure | value | from |',
    '|---|---|---|',
    ...figures,
  ].join('\n')
}

function gapLines({ gaps = [] }: Report): string {
  return gaps
    .map(
      ({ kind, candidate, share, message, helps }) =>
        `- ${escapeMarkdown(`${gapNames[kind].title}, ${candidate}, ${shareInterval(share)} of validation rows: ${message} ${helps}`)}`,
    )
    .join('\n')
}
