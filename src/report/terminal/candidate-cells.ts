import type { CandidateReport } from '../../contracts/report.ts'
import { shownQuality } from '../rank-candidates.ts'
import { criterionWords, resultSign } from '../words/criterion-words.ts'
import { formatMilliseconds } from '../words/format-duration.ts'
import { formatQuality } from '../words/format-quality.ts'
import { formatUsd } from '../words/format-usd.ts'
import { printableText } from './printable-text.ts'

/** The words of one line of the plot; "–" where nothing was measured, never a made-up zero. */
export interface CandidateCells {
  name: string
  quality: string
  p95: string
  perThousand: string
  /** "all", or the criteria that are not met: "quality ? latency ✗". */
  meets: string
}

export function candidateCells(candidate: CandidateReport, metric: string): CandidateCells {
  const quality = shownQuality(candidate)
  return {
    name: printableText(candidate.name),
    quality: quality === undefined ? '–' : printableText(formatQuality(quality.value, metric)),
    p95: candidate.latencyMs === undefined ? '–' : printableText(formatMilliseconds(candidate.latencyMs.p95)),
    perThousand: perThousand(candidate),
    meets: meets(candidate, metric),
  }
}

function perThousand({ costPerQueryUsd, costUnknown }: CandidateReport): string {
  if (costPerQueryUsd !== undefined) return formatUsd(costPerQueryUsd.value * 1000)
  return costUnknown === undefined ? '–' : 'unknown'
}

function meets(candidate: CandidateReport, metric: string): string {
  if (candidate.meets.length === 0) return '–'
  const unmet = candidate.meets.filter(({ result }) => result !== 'meets')
  if (unmet.length === 0) return 'all'
  const words = unmet.map(({ criterion, result }) => {
    return `${printableText(criterionWords(criterion, metric).short)} ${resultSign[result]}`
  })
  return words.join(' ')
}
