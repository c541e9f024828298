import type { LengthsOfPart } from '../../contracts/data-texts.ts'
import { formatCount } from './format-count.ts'

/** What a part's texts are called: "train inputs". */
export function partWords({ part, of }: Pick<LengthsOfPart, 'part' | 'of'>): string {
  return `${part} ${of}s`
}

/** "half up to 62, 95 % up to 140, longest 433". */
export function lengthWords({ median, p95, max }: LengthsOfPart): string {
  return `half up to ${formatCount(median)}, 95 % up to ${formatCount(p95)}, longest ${formatCount(max)}`
}
