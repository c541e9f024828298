import type { Report } from '../../contracts/report.ts'
import type { TrainingReport } from '../../contracts/training-report.ts'
import { countOf } from '../words/format-count.ts'
import { formatQuality } from '../words/format-quality.ts'
import { metricWords } from '../words/metric-words.ts'
import { tuningCurveWords } from '../words/tuning-curve-words.ts'
import {
  judgementWords,
  seedsWords,
  trainedCandidates,
  type TrainedCandidate,
} from '../words/training-words.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'
import { table } from './table.ts'
import { userText } from './user-text.ts'

/** How models were trained: whether they learnt their rows by heart, epoch by epoch, seed by seed. */
export function trainingSection(report: Report): Markup | undefined {
  const trained = trainedCandidates(report)
  const curves = report.candidates.flatMap(({ name, tuningCurve }) =>
    tuningCurve === undefined ? [] : [tuningCurveWords(name, tuningCurve)],
  )
  if (trained.length + curves.length === 0) return undefined
  return html`<section aria-labelledby="training">
    <h2 id="training">How it was trained</h2>
    ${trained.length > 0 ? lossNote : undefined} ${trained.map(trainedMarkup)}
    ${curves.map((words) => html`<p>${userText(words)}</p>`)}
  </section> `
}

const lossNote = html`<p>
  Losses are means over answer tokens; epochs are compared on validation rows, so the best of them flatters a
  little. The words are a rule of thumb, no test.
</p>`

function trainedMarkup({ name, training, overfitting, seeds }: TrainedCandidate): Markup {
  const { rows, regularisation, onTrain, memorised, canaries, metric } = training
  const facts = [
    countOf(rows, 'row'),
    ...(canaries === undefined ? [] : [`${countOf(canaries.count, 'canary row')} besides`]),
    ...regularisation,
    ...(onTrain === undefined
      ? []
      : [`${formatQuality(onTrain.value, metric)} on ${onTrain.rows} of the rows it learnt from`]),
    ...(memorised === undefined
      ? []
      : [`${memorised.rows} of ${memorised.of} answers recited from other rows`]),
  ]
  return html`<h3>${userText(name)}</h3>
    <p>${capitalised(judgementWords(overfitting))}. ${overfitting.next}</p>
    <p>${facts.join(' · ')}${seeds === undefined ? '' : ` · ${seedsWords(seeds)}`}</p>
    ${epochsTable(name, training)} ${triedTable(name, training)}`
}

function epochsTable(name: string, { epochs, chosen, metric }: TrainingReport): Markup {
  const loss = (value: number | null) => (value === null ? '–' : value.toFixed(3))
  return table({
    id: `epochs-${slug(name)}`,
    caption: `Epochs of ${name}.`,
    columns: [
      { heading: 'epoch', cell: ({ epoch }) => `${epoch}${epoch === chosen ? ' (served)' : ''}` },
      { heading: 'train loss', numeric: true, cell: ({ trainLoss }) => loss(trainLoss) },
      { heading: 'validation loss', numeric: true, cell: ({ validationLoss }) => loss(validationLoss) },
      {
        heading: `${metricWords(metric).label}, validation`,
        numeric: true,
        cell: ({ value }) => formatQuality(value, metric),
      },
    ],
    rows: epochs,
    rowClass: ({ epoch }) => (epoch === chosen ? 'focus' : ''),
  })
}

function triedTable(name: string, { tried, metric }: TrainingReport): Markup | undefined {
  if (tried === undefined) return undefined
  return table({
    id: `recipes-${slug(name)}`,
    caption: `Recipes tried for ${name}: the better half went on after each epoch.`,
    columns: [
      { heading: 'recipe', cell: ({ recipe }) => recipe },
      { heading: 'epochs', numeric: true, cell: ({ epochs }) => String(epochs) },
      {
        heading: `${metricWords(metric).label}, validation`,
        numeric: true,
        cell: ({ value }) => formatQuality(value, metric),
      },
    ],
    rows: tried,
  })
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-')
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
