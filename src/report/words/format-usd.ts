/** US dollars with the digits that matter: "$5,226", "$14.60", "$0.00146". A negative amount has a true minus sign. */
export function formatUsd(usd: number): string {
  const amount = Math.abs(usd)
  const sign = usd < 0 ? '−' : ''
  return `${sign}$${amount.toLocaleString('en-US', digitsFor(amount))}`
}

function digitsFor(amount: number): Intl.NumberFormatOptions {
  if (amount >= 100) return { maximumFractionDigits: 0 }
  if (amount === 0 || amount >= 0.1) return { minimumFractionDigits: 2, maximumFractionDigits: 2 }
  return { maximumSignificantDigits: 3 }
}
