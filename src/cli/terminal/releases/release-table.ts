import { shortVersion } from '../../../releases/cards/find-card.ts'
import type { CardFigure, ModelCard } from '../../../releases/cards/model-card.ts'
import type { ReleaseEvent } from '../../../releases/history/release-event.ts'
import { formatMilliseconds } from '../../../report/words/format-duration.ts'
import { formatQuality, formatQualityRange } from '../../../report/words/format-quality.ts'
import { formatUsd } from '../../../report/words/format-usd.ts'
import type { ListedReleases } from '../../../workflow/releases/list-releases.ts'
import { plainTable } from '../plain-table.ts'
import type { stdoutFacts } from '../terminal-facts.ts'

/** The candidates of a task, a line each, the latest last; then the history of releases. */
export function releaseTable(
  { cards, current, history }: ListedReleases,
  { colours }: Pick<ReturnType<typeof stdoutFacts>, 'colours'>,
): string {
  if (cards.length === 0) return 'No candidate has a card yet. crossover run writes one for each.\n'
  const table = plainTable([
    '',
    'candidate',
    'version',
    'kind',
    'date',
    'test',
    'validation',
    'p95',
    'per 1,000',
  ])
  for (const card of cards) {
    const { candidate, metrics, latencyMs, costPerQueryUsd } = card
    table.push([
      markOf(card, current),
      candidate.name,
      shortVersion(candidate.version),
      candidate.kind,
      card.createdAt.slice(0, 10),
      figureWords(metrics.test),
      figureWords(metrics.validation),
      latencyMs === undefined ? '–' : formatMilliseconds(latencyMs.p95),
      costPerQueryUsd === undefined ? '–' : formatUsd(costPerQueryUsd.value * 1000),
    ])
  }
  const lines = table.toString().replaceAll(/ +$/gmu, '')
  const past = history.map((event) => eventWords(event, cards))
  const released = current === undefined ? 'Nothing is released.' : '* the release'
  return `${[lines, '', colours.dim(released), ...past.map((line) => colours.dim(line))].join('\n')}\n`
}

function markOf({ candidate }: ModelCard, current: string | undefined): string {
  return candidate.version === current ? '*' : ''
}

function figureWords(figure: CardFigure | undefined): string {
  if (figure === undefined) return '–'
  return `${formatQuality(figure.value, figure.metric)} (${formatQualityRange(figure, figure.metric)}, n ${figure.n})`
}

function eventWords(event: ReleaseEvent, cards: readonly ModelCard[]): string {
  const { version, by, at, note } = event
  const name = cards.find(({ candidate }) => candidate.version === version)?.candidate.name ?? ''
  const did = event.event === 'promoted' ? 'released' : 'took back'
  const why = note === undefined ? '' : `: ${note}`
  return `${at.slice(0, 16).replace('T', ' ')}  ${by} ${did} ${name} ${shortVersion(version)}${why}`
}
