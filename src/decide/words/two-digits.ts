/** Two significant digits, rounded up: advice on rows is not more precise than that. */
export function twoDigits(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1)
  return Math.ceil(value / unit) * unit
}

/** A count as advice gives it: "1,400". */
export function countWords(value: number): string {
  return value.toLocaleString('en-US')
}
