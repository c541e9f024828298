import { metricWords } from './metric-words.ts'

/** A signed difference with a true minus sign: "+3.4" points for shares, "−0.012" for scores. */
export function formatDifference(value: number, metric: string): string {
  const { isShare } = metricWords(metric)
  const digits = isShare ? 1 : 3
  const text = Math.abs(isShare ? value * 100 : value).toFixed(digits)
  if (Number(text) === 0) return text
  return `${value < 0 ? '−' : '+'}${text}`
}

/** A margin or distance without its sign: "3 points", "0.03". */
export function formatMargin(value: number, metric: string): string {
  if (!metricWords(metric).isShare) return String(Number(value.toFixed(3)))
  const points = Number((value * 100).toFixed(1))
  return `${points} ${points === 1 ? 'point' : 'points'}`
}
