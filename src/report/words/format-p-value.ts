/** A p-value to three decimals, "< 0.001" below that. For tables only, never the verdict's first lines. */
export function formatPValue(pValue: number): string {
  if (pValue < 0.001) return '<\u00A00.001'
  return pValue > 0.999 ? '1' : pValue.toFixed(3)
}
