import type { Evaluation } from '../../contracts/evaluation.ts'
import type { CriterionResult, QualityFigure } from '../../contracts/report.ts'
import { criterionWords } from './criterion-words.ts'
import { countOf, formatCount } from './format-count.ts'
import { formatMilliseconds } from './format-duration.ts'
import { formatQuality, formatQualityRange, formatQualityTarget } from './format-quality.ts'
import { formatUsd } from './format-usd.ts'
import { metricWords } from './metric-words.ts'

const resultWords = { meets: 'met', fails: 'missed', 'cannot-say': 'not shown either way by these rows' }

/**
 * What an evaluation says, a line each: first which candidate on which rows, then its figures.
 *
 * @param emphasise for the candidate's name.
 */
export function evaluationLines(
  facts: Evaluation,
  emphasise: (name: string) => string = (name) => name,
): string[] {
  const { candidate, on, rows, failed, quality, meets, tokensPerQuery, costPerQueryUsd, latencyMs } = facts
  const lines = [
    `${emphasise(candidate.name)} (${candidate.kind}) on ${countOf(rows, 'row')} of ${on}`,
    quality === undefined ? 'Nothing was answered.' : qualityLine(quality, meets),
    facts.alsoInTrain === undefined
      ? ''
      : `${formatCount(facts.alsoInTrain)} of these rows ${facts.alsoInTrain === 1 ? 'is' : 'are'} also in train: the figure flatters what learnt from them.`,
    formLine(facts.validity),
    validityLine(facts.meetsValidity),
    tokensPerQuery === undefined
      ? ''
      : `tokens a query: ${formatCount(Math.round(tokensPerQuery.input))} in, ${formatCount(Math.round(tokensPerQuery.output))} out`,
    costPerQueryUsd === undefined ? '' : `cost per 1,000: ${formatUsd(costPerQueryUsd.value * 1000)}`,
    latencyMs === undefined ? '' : latencyLine(latencyMs),
    failed === 0
      ? ''
      : `${countOf(failed, 'row has', 'rows have')} no answer: run again to ask ${failed === 1 ? 'it' : 'them'}.`,
  ]
  return lines.filter((line) => line !== '')
}

/** How the times came about stands with them: rows asked beside each other wait in line, and kept answers keep their times. */
function latencyLine({ p50, p95, atATime, kept }: NonNullable<Evaluation['latencyMs']>): string {
  const inLine =
    atATime === undefined
      ? ''
      : atATime === 1
        ? 'asked one at a time'
        : `up to ${formatCount(atATime)} asked at a time, so waiting in line is counted: evaluation.concurrency: 1 leaves it out`
  const before =
    kept === 0
      ? ''
      : `${countOf(kept, 'answer')} kept from before with ${kept === 1 ? 'its time' : 'their times'} of then`
  const how = [inLine, before].filter((part) => part !== '').join('; ')
  return `half within ${formatMilliseconds(p50)}, 95 of 100 within ${formatMilliseconds(p95)}${how === '' ? '' : ` (${how})`}`
}

function qualityLine(quality: QualityFigure, meets: CriterionResult | undefined): string {
  const { metric } = quality
  const figure = `${metricWords(metric).label} ${formatQuality(quality.value, metric)} (${formatQualityRange(quality, metric)})`
  if (meets === undefined) return figure
  const direction = metricWords(metric).lowerIsBetter ? 'at most ' : ''
  return `${figure}, target ${direction}${formatQualityTarget(meets.target, metric)}: ${resultWords[meets.result]}`
}

function validityLine(meets: CriterionResult | undefined): string {
  if (meets === undefined) return ''
  const { format, formatTarget } = criterionWords(meets.criterion, '')
  const value = meets.value === null ? 'not known' : format(meets.value)
  return `in the asked form: ${value}, target ${formatTarget(meets.target)}: ${resultWords[meets.result]}`
}

function formLine({ repaired, reasked, fallback, invalid }: Evaluation['validity']): string {
  const parts = [
    [repaired, 'repaired'],
    [reasked, 'asked again'],
    [fallback, 'fell back'],
    [invalid, 'invalid'],
  ].filter(([count]) => count !== 0)
  return parts.length === 0 ? '' : `form: ${parts.map(([count, words]) => `${count} ${words}`).join(', ')}`
}
