import type { CandidateReport } from '../../contracts/report.ts'
import { aboutWords } from './flip-words.ts'
import type { AdvisedReport } from './advise.ts'

/** How a candidate follows a task that changes: how long fitting it anew takes, and for a trained one how fast it ages. */
export function changeCell(
  { name, family, kind, fitSeconds }: CandidateReport,
  { data }: AdvisedReport,
): string | undefined {
  if (fitSeconds === undefined || kind === 'recorded') return undefined
  const anew = `making it anew may take ${durationWords(fitSeconds)}: ${name}`
  return family === 'prompt' ? anew : `${anew}; ${ageingWords(data)}`
}

/** How fast a model that was trained on the past gets worse, where rows have times. */
export function ageingWords({ change }: AdvisedReport['data']): string {
  const { decay } = change ?? {}
  if (decay === undefined || decay.result === 'cannot-say') return 'how fast it ages was not measured'
  if (decay.result === 'no-decay-seen') return 'the rows show no ageing'
  const { lossPerMonth, retrainAfterDays } = decay
  const loss = lossPerMonth === undefined ? '' : ` ${(100 * lossPerMonth.value).toFixed(1)} points a month`
  const days = retrainAfterDays?.value ?? undefined
  const again = days === undefined ? '' : `, the margin in about ${aboutWords(days)} days`
  return `a model trained on the past loses${loss}${again}`
}

function durationWords(seconds: number): string {
  if (seconds < 60) return `${aboutWords(Math.max(0.1, seconds))} s`
  return seconds < 3600 ? `${aboutWords(seconds / 60)} min` : `${aboutWords(seconds / 3600)} h`
}
