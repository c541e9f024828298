import { numberUnits, numberWords } from './number-units.data.ts'

/** A number as it is written, the values it may stand for, and its unit where it has one. */
export interface WrittenNumber {
  text: string
  /** "1.000" may be one or a thousand. */
  values: number[]
  unit: string | undefined
  /** "one", which mostly stands for a thing and not for a number. */
  isPronoun: boolean
}

const unitNames = Object.keys(numberUnits)
  .toSorted((one, other) => other.length - one.length)
  .map((name) => name.replaceAll(/[$.*+?^()[\]{}|\\/]/gu, String.raw`\$&`))
  .join('|')
const written = new RegExp(
  String.raw`(?<before>[$€£¥]\s?)?(?<![\p{L}\p{N}])(?<number>\d+(?:[.,]\d+)*|(?:${[...numberWords.keys()].join('|')})(?!\p{L}))(?:(?<scale>[kmb]|bn)\b|\s?(?<word>thousand|million|billion)\b)?(?:[\s-]?(?<after>${unitNames})(?![\p{L}\p{N}]))?`,
  'giu',
)
const scales: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  million: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
}

/** Every number of a text, in digits or as an English word up to twelve, with the unit or currency beside it. */
export function numbersIn(text: string): WrittenNumber[] {
  return Array.from(text.matchAll(written), ({ 0: found, groups = {} }) => {
    const digits = (groups['number'] ?? '').toLowerCase()
    const scaleName = (groups['scale'] ?? groups['word'])?.toLowerCase()
    const scale = scales[scaleName ?? ''] ?? 1
    const unit = groups['before']?.trim() ?? groups['after']
    const plain = valuesOf(digits)
    const scaled = plain.map((value) => value * scale)
    return {
      text: found.trim(),
      // "5m" may be metres, "$5m" may not.
      values: scaleName === 'm' && groups['before'] === undefined ? [...plain, ...scaled] : scaled,
      unit: unit === undefined ? undefined : numberUnits[unit.toLowerCase()],
      isPronoun: digits === 'one' && unit === undefined && scale === 1,
    }
  })
}

/** Whether two written numbers may mean the same: a value in common, and no two different units. */
export function isSameAmount(one: WrittenNumber, other: WrittenNumber): boolean {
  if (one.unit !== undefined && other.unit !== undefined && one.unit !== other.unit) return false
  return one.values.some((value) => other.values.includes(value))
}

function valuesOf(written: string): number[] {
  const word = numberWords.get(written)
  if (word !== undefined) return [word]
  const isGrouped = /^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:[.,]\d+)?$/u.test(written)
  const last = Math.max(written.lastIndexOf('.'), written.lastIndexOf(','))
  const decimal = last < 0 ? written : `${bare(written.slice(0, last))}.${written.slice(last + 1)}`
  return [...new Set([Number(decimal), ...(isGrouped ? [groupedValue(written)] : [])])]
}

/** "1,234.50" and "1.234,50": a second kind of mark is the decimal point. */
function groupedValue(written: string): number {
  const mark =
    written.includes(',') && written.includes('.')
      ? Math.max(written.lastIndexOf('.'), written.lastIndexOf(','))
      : -1
  return mark < 0
    ? Number(bare(written))
    : Number(`${bare(written.slice(0, mark))}.${written.slice(mark + 1)}`)
}

function bare(digits: string): string {
  return digits.replaceAll(/[.,]/gu, '')
}
