import type { CandidateReport, CriterionResult, QualityFigure, Report } from '../../contracts/report.ts'
import { focusCandidate } from '../focus-candidate.ts'
import { rankCandidates } from '../rank-candidates.ts'
import { criterionWords, resultSign, resultWords } from '../words/criterion-words.ts'
import { formatCount } from '../words/format-count.ts'
import { formatMilliseconds } from '../words/format-duration.ts'
import { formatQuality, formatQualityRange } from '../words/format-quality.ts'
import { metricWords } from '../words/metric-words.ts'
import { tokenWords } from '../words/token-words.ts'
import { simplifiedWords } from '../words/simplified-words.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'
import { table } from './table.ts'
import type { Column } from './table.ts'

const nothing = '–'

/** The candidates side by side. Columns that no candidate has a figure for are left out. */
export function candidatesSection(report: Report): Markup {
  const { finalists, validationOnly, floors } = rankCandidates(report)
  const rows = [...finalists, ...validationOnly, ...floors]
  const focus = focusCandidate(report)?.name
  return html`<section aria-labelledby="side-by-side">
    <h2 id="side-by-side">Side by side</h2>
    ${table({
      id: 'candidates',
      caption:
        'Every candidate. Test figures are on the same rows and may be compared; validation figures only chose who went to the test.',
      columns: columns(report),
      rows,
      rowClass: ({ name, finalist }) => (name === focus ? 'focus' : finalist ? '' : 'other'),
    })}
    ${simplifiedNote(report)} ${criteriaTable(report)}
  </section> `
}

function columns({ task, candidates }: Report): Column<CandidateReport>[] {
  const label = metricWords(task.metric).label
  const optional: [boolean, Column<CandidateReport>][] = [
    [
      candidates.some(({ qualityCleanRows }) => qualityCleanRows !== undefined),
      { heading: 'without twins', numeric: true, cell: ({ qualityCleanRows }) => plain(qualityCleanRows) },
    ],
    [
      candidates.some(({ qualityAllRows }) => qualityAllRows !== undefined),
      { heading: 'all test rows', numeric: true, cell: ({ qualityAllRows }) => plain(qualityAllRows) },
    ],
    [true, { heading: 'validation', numeric: true, cell: ({ validation }) => plain(validation) }],
    [
      candidates.some(({ validity }) => validity !== undefined && isMended(validity)),
      { heading: 'repaired, asked again / fell back, invalid', numeric: true, cell: formatCounts },
    ],
    [
      candidates.some(({ calibration }) => calibration !== undefined),
      {
        heading: 'Brier',
        numeric: true,
        cell: ({ calibration }) => calibration?.brier.toFixed(3) ?? nothing,
      },
    ],
    [
      candidates.some(({ tokensPerQuery }) => tokensPerQuery !== undefined),
      { heading: 'tokens', numeric: true, cell: tokens },
    ],
    [
      candidates.some(({ promptComplexity }) => promptComplexity !== undefined),
      {
        heading: 'prompt alone: tokens, sections, variables, examples',
        numeric: true,
        cell: ({ promptComplexity }) => complexityCell(promptComplexity),
      },
    ],
    [
      true,
      {
        heading: 'p50 / p95',
        numeric: true,
        cell: ({ latencyMs }) =>
          latencyMs === undefined
            ? nothing
            : `${formatMilliseconds(latencyMs.p50)} / ${formatMilliseconds(latencyMs.p95)}`,
      },
    ],
  ]
  return [
    { heading: 'candidate', cell: candidateName },
    { heading: `${label}, 95 % interval`, numeric: true, cell: ({ quality }) => withRange(quality) },
    ...optional.filter(([isShown]) => isShown).map(([, column]) => column),
  ]
}

function candidateName({ name, kind, reference }: CandidateReport): Markup {
  const words = reference === true ? `${kind} · reference` : kind
  return html`${name}<span class="kind">${words}</span>`
}

function withRange(figure: QualityFigure | undefined): Markup | string {
  if (figure === undefined) return nothing
  return html`<strong>${formatQuality(figure.value, figure.metric)}</strong
    ><span class="range">${formatQualityRange(figure, figure.metric)}</span>`
}

function plain(figure: QualityFigure | undefined): Markup | string {
  if (figure === undefined) return nothing
  return html`${formatQuality(figure.value, figure.metric)}<span class="range"
      >n = ${formatCount(figure.n)}</span
    >`
}

function tokens({ tokensPerQuery }: CandidateReport): string {
  if (tokensPerQuery === undefined) return nothing
  return tokenWords(tokensPerQuery)
}

/** Tokens are estimated from characters: input and examples are in the column beside it. */
function complexityCell(complexity: CandidateReport['promptComplexity']): string {
  if (complexity === undefined) return nothing
  const { tokens: written, sections, variables, demonstrations } = complexity
  return `≈ ${formatCount(written)}, ${sections}, ${variables}, ${demonstrations}`
}

/** What a prompt that went on does without, and what that saves; chosen on validation, so no claim. */
function simplifiedNote({ candidates }: Report): Markup | undefined {
  const notes = candidates.flatMap(({ name, simplified }) =>
    simplified === undefined ? [] : [{ name, simplified }],
  )
  if (notes.length === 0) return undefined
  return html`${notes.map(({ name, simplified }) => html`<p>${simplifiedWords(name, simplified)}</p>`)}`
}

function isMended({ repaired, reasked, fallback, invalid }: Validity): boolean {
  return repaired + reasked + fallback + invalid > 0
}

/** Form only: an answer that fell back may still be right, and one that was read at once may be wrong. */
function formatCounts({ validity }: CandidateReport): string {
  if (validity === undefined) return nothing
  const { repaired, reasked, fallback, invalid } = validity
  return `${repaired}, ${reasked} / ${fallback}, ${invalid}`
}

type Validity = NonNullable<CandidateReport['validity']>

interface CriterionRow extends CriterionResult {
  candidate: string
}

function criteriaTable({ candidates, task }: Report): Markup | undefined {
  const judged = candidates.filter(({ meets }) => meets.length > 0)
  if (judged.length === 0) return undefined
  const names = [...new Set(judged.flatMap(({ meets }) => meets.map(({ criterion }) => criterion)))]
  const rowsOf = (criterion: string): CriterionRow[] =>
    judged.flatMap(({ name, meets }) =>
      meets
        .filter((result) => result.criterion === criterion)
        .map((result) => ({ ...result, candidate: name })),
    )
  return table({
    id: 'criteria',
    caption:
      'Your criteria. The bound is the one-sided 95 % limit the result rests on; a value that passes with a bound that does not is "cannot say".',
    columns: [
      { heading: 'criterion', cell: (criterion: string) => criterionHead(rowsOf(criterion)[0], task.metric) },
      ...judged.map(({ name }) => ({
        heading: name,
        cell: (criterion: string) =>
          criterionCell(
            rowsOf(criterion).find(({ candidate }) => candidate === name),
            task.metric,
          ),
      })),
    ],
    rows: names,
  })
}

function criterionHead(row: CriterionRow | undefined, metric: string): Markup | string {
  if (row === undefined) return nothing
  const words = criterionWords(row.criterion, metric)
  return html`${words.short}<span class="kind">target ${words.formatTarget(row.target)}</span>`
}

function criterionCell(row: CriterionRow | undefined, metric: string): Markup | string {
  if (row === undefined) return nothing
  const { format } = criterionWords(row.criterion, metric)
  const figures = [
    row.value === null ? 'not measured' : format(row.value),
    ...(row.bound === null || row.bound === row.value ? [] : [`bound ${format(row.bound)}`]),
  ]
  return html`<span class="result ${row.result}"
      ><span aria-hidden="true">${resultSign[row.result]}</span> ${resultWords[row.result]}</span
    ><span class="range">${figures.join(', ')}</span>`
}
