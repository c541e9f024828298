import { metricWords } from './metric-words.ts'

const nonBreakingSpace = '\u00A0'

/** A quality value as people read it: "92.8 %" for shares, "0.713" for scores. */
export function formatQuality(value: number, metric: string): string {
  if (!metricWords(metric).isShare) return value.toFixed(3)
  return `${(value * 100).toFixed(1)}${nonBreakingSpace}%`
}

/** A target or tick without needless decimals: "90 %", "0.7". */
export function formatQualityTarget(value: number, metric: string): string {
  if (!metricWords(metric).isShare) return String(Number(value.toFixed(3)))
  return `${Number((value * 100).toFixed(2))}${nonBreakingSpace}%`
}

/** An interval in brackets' content: "88.5 to 95.6" (per cent without its sign) or "0.68 to 0.74". */
export function formatQualityRange({ low, high }: { low: number; high: number }, metric: string): string {
  const digits = metricWords(metric).isShare ? 1 : 3
  const scale = metricWords(metric).isShare ? 100 : 1
  return `${(low * scale).toFixed(digits)} to ${(high * scale).toFixed(digits)}`
}
