import type { WhenLine } from '../../contracts/advice.ts'
import type { FigureReference } from '../../contracts/reason.ts'
import type { CandidateReport } from '../../contracts/report.ts'
import type { AdvisedReport } from './advise.ts'
import { changeCell } from './change-words.ts'
import { finalistsByWay } from './finalists-by-way.ts'
import { budgetWords, consistencyWords, eitherWords, latencyWords, rowsWords } from './measured-words.ts'
import { volumeCells } from './volume-words.ts'

type Cell = (candidate: CandidateReport, report: AdvisedReport) => string | undefined

const notMeasured = 'not measured'
const ways = ['prompt', 'tune', 'both'] as const

/** When to prompt, when to fine-tune, when to do both: six lines in the figures of this task. */
export function whenToUse(report: AdvisedReport): WhenLine[] {
  return [
    { about: 'volume', ...volumeCells(report), figures: figuresOf(report, 'costPerQueryUsd') },
    rowsLine(report),
    lineOf(report, { about: 'latency', cell: latencyWords, figure: 'latencyMs' }),
    lineOf(report, { about: 'consistency', cell: consistencyWords, figure: 'consistency' }),
    lineOf(report, { about: 'change', cell: changeCell, figure: 'fitSeconds' }),
    lineOf(report, { about: 'budget', cell: budgetWords, figure: 'meets', criterion: 'budgetUsd' }),
  ]
}

/** Where both together were not measured, what they could be right on at most was. */
function rowsLine(report: AdvisedReport): WhenLine {
  const line = lineOf(report, { about: 'rows', cell: rowsWords, figure: 'quality' })
  return line.both === notMeasured ? { ...line, both: eitherWords(report) ?? notMeasured } : line
}

function lineOf(
  report: AdvisedReport,
  line: Pick<WhenLine, 'about'> & Omit<FigureReference, 'candidate'> & { cell: Cell },
): WhenLine {
  const { about, cell, figure, criterion } = line
  const found = finalistsByWay(report)
  const [prompt = notMeasured, tune = notMeasured, both = notMeasured] = ways.map((way) => {
    const candidate = found[way]
    return candidate === undefined ? undefined : cell(candidate, report)
  })
  return { about, prompt, tune, both, figures: figuresOf(report, figure, criterion) }
}

/** Of the finalists that have it. */
function figuresOf(
  report: AdvisedReport,
  figure: FigureReference['figure'],
  criterion?: string,
): FigureReference[] {
  const found = finalistsByWay(report)
  return ways.flatMap((way) => {
    const candidate = found[way]
    if (candidate === undefined || !hasFigure(candidate, figure, criterion)) return []
    return [{ candidate: candidate.name, figure, ...(criterion === undefined ? {} : { criterion }) }]
  })
}

function hasFigure(
  candidate: CandidateReport,
  figure: FigureReference['figure'],
  criterion: string | undefined,
): boolean {
  if (figure === 'comparison') return false
  if (figure === 'meets') return candidate.meets.some((one) => one.criterion === criterion)
  return candidate[figure] !== undefined
}
