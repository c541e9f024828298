/** "12 of 40 (30 %)". */
export function shareWords(part: number, whole: number): string {
  const percent = whole === 0 ? 0 : Math.round((100 * part) / whole)
  return `${part} of ${whole} (${percent} %)`
}
