/** Money as advice gives it, to two significant digits: 1234 → "1,200 USD", 0.0146 → "0.015 USD". */
export function usdWords(usd: number): string {
  const rounded = Number(usd.toPrecision(2))
  return `${rounded >= 1000 ? rounded.toLocaleString('en-US') : String(rounded)} USD`
}
