import type { CardFigure, CardRows, ModelCard } from '../releases/cards/model-card.ts'
import { countOf } from './words/format-count.ts'
import { formatMilliseconds, formatSeconds } from './words/format-duration.ts'
import { formatQuality, formatQualityRange } from './words/format-quality.ts'
import { formatUsd } from './words/format-usd.ts'
import { tokenWords } from './words/token-words.ts'
import { metricWords } from './words/metric-words.ts'

type Row = readonly [key: string, value: string]

/** A model card as Markdown. Text from data stands in code spans, where it cannot become markup. */
export function renderModelCard(
  card: ModelCard,
  files: readonly { path: string; about: string }[] = [],
): string {
  const { candidate, task } = card
  const blocks = [
    `# ${code(candidate.name)}, version ${code(candidate.version.slice(0, 10))}`,
    verdictLine(card),
    table([
      ['task', `${code(task.name)} (${task.kind})`],
      ['kind, family', `${code(candidate.kind)}, ${candidate.family}`],
      ['version', code(candidate.version)],
      ['recipe', code(candidate.recipe)],
      [
        'made from',
        card.parents.map(({ version, as }) => `${code(version)} (${parentWords[as]})`).join(', '),
      ],
      ['created', card.createdAt],
      ['seed, temperature', `${candidate.seed}, ${candidate.sampling.temperature}`],
    ]),
    '## Measured',
    table(measuredRows(card)),
    '## Data',
    table([
      ['train', rowsWords(card.data.train)],
      ['validation', rowsWords(card.data.validation)],
      ['calibration', card.data.calibration === undefined ? '' : rowsWords(card.data.calibration)],
      ['test', card.data.test === undefined ? '' : rowsWords(card.data.test)],
    ]),
    '## Base models',
    table(modelRows(card)),
    '## Artifacts',
    table(candidate.artifacts.map(({ name, sha256 }) => [code(name), `sha256 ${code(sha256)}`] as const)),
    '## Recipe',
    fenced(JSON.stringify(candidate.spec, null, 2)),
    '## Environment',
    table(environmentRows(card)),
    ...(files.length === 0
      ? []
      : ['## Files', files.map(({ path, about }) => `- ${code(path)}: ${about}`).join('\n')]),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

const parentWords: Readonly<Record<ModelCard['parents'][number]['as'], string>> = {
  selected: 'chosen on validation rows, fitted again on more',
  simplified: 'parts were taken out',
  part: 'held as a part',
}

function verdictLine({ verdict, metrics }: ModelCard): string {
  if (verdict === 'chosen') return 'The verdict of its run chose it.'
  if (verdict === 'leads') return 'It led in its run; no verdict stands behind it.'
  return metrics.test === undefined
    ? 'It was not measured on test rows: its figures were used to select, and claim nothing.'
    : 'No verdict chose it.'
}

function measuredRows(card: ModelCard): Row[] {
  const { metrics, latencyMs, tokensPerQuery, costPerQueryUsd, costPerCorrectUsd, candidate } = card
  const { seconds, usd, modelCalls } = candidate.fitCost
  return [
    ['test', figureWords(metrics.test)],
    ['test, rows without a twin in train', figureWords(metrics.testCleanRows)],
    ['validation', figureWords(metrics.validation)],
    ['invalid answers on test', metrics.invalid === undefined ? '' : String(metrics.invalid)],
    [
      'expected calibration error',
      metrics.calibrationError === undefined ? '' : metrics.calibrationError.toFixed(3),
    ],
    [
      'latency',
      latencyMs === undefined
        ? ''
        : `p50 ${formatMilliseconds(latencyMs.p50)}, p95 ${formatMilliseconds(latencyMs.p95)} (${countOf(latencyMs.n, 'request')})`,
    ],
    ['tokens a query', tokensPerQuery === undefined ? '' : tokenWords(tokensPerQuery)],
    ['cost per 1,000 queries', costPerQueryUsd === undefined ? '' : formatUsd(costPerQueryUsd.value * 1000)],
    [
      'cost per 1,000 right answers',
      costPerCorrectUsd === undefined ? '' : formatUsd(costPerCorrectUsd.value * 1000),
    ],
    [
      'fitting',
      [
        formatSeconds(seconds),
        ...(usd === undefined ? [] : [formatUsd(usd)]),
        ...(modelCalls === undefined ? [] : [countOf(modelCalls, 'model call')]),
      ].join(', '),
    ],
  ]
}

function figureWords(figure: CardFigure | undefined): string {
  if (figure === undefined) return ''
  const { metric, value, n } = figure
  const range = formatQualityRange(figure, metric)
  return `${metricWords(metric).label} ${formatQuality(value, metric)} (95 % interval ${range}; ${countOf(n, 'row')})`
}

function rowsWords({ fingerprint, rows, labels }: CardRows): string {
  if (rows === 0) return 'none: it was fitted again on train and validation together'
  const counts = [
    ...(rows === undefined ? [] : [countOf(rows, 'row')]),
    ...(labels === undefined ? [] : [countOf(labels, 'label')]),
  ]
  return [...counts, `fingerprint ${code(fingerprint)}`].join(', ')
}

function modelRows({ candidate }: ModelCard): Row[] {
  return candidate.models.map((model) => {
    const { name, role, provider, sha256, licence, baseUrl } = model
    const facts = [
      `${role}, ${provider}`,
      `licence ${licence ?? 'unknown'}`,
      ...(sha256 === undefined ? [] : [`sha256 ${code(sha256)}`]),
      ...(baseUrl === undefined ? [] : [code(baseUrl)]),
    ]
    return [code(name), facts.join(', ')] as const
  })
}

function environmentRows({ environment }: ModelCard): Row[] {
  const { crossover, node, machine, engines } = environment
  return [
    ['crossover', crossover],
    ['Node', node],
    ['machine', code(machine)],
    ...Object.entries(engines).map(([name, version]) => [name, version] as const),
  ]
}

function table(rows: readonly Row[]): string {
  const filled = rows.filter(([, value]) => value !== '')
  if (filled.length === 0) return 'None.'
  return ['| | |', '|---|---|', ...filled.map(([key, value]) => `| ${key} | ${value} |`)].join('\n')
}

/** A back quote or a bar would end the span or the cell; a line break the row. */
function code(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll('|', '¦').replaceAll(/\s+/gu, ' ')}\``
}

/** Longer than any run of back quotes inside. */
function fenced(text: string): string {
  const runs = text.match(/`+/gu) ?? []
  const fence = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)))
  return `${fence}json\n${text}\n${fence}`
}
