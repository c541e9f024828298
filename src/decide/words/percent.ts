/** A rate as a reader sees it: 0.928 → "92.8 %". */
export function percent(rate: number, digits = 1): string {
  return `${(rate * 100).toFixed(digits)} %`
}

/** A signed difference of rates in points: 0.034 → "+3.4 points". */
export function points(difference: number): string {
  const value = (difference * 100).toFixed(1)
  return `${difference > 0 ? '+' : ''}${value.replace('-', '−')} points`
}
