import { InvalidArgumentError } from 'commander'
import type { Parsed } from './ask.ts'

/** A share between 0 and 1; "90 %" is 0.9. */
export function parseShare(typed: string): Parsed<number> {
  const percent = /^\s*([\d.]+)\s*%\s*$/u.exec(typed)?.[1]
  const share = percent === undefined ? Number(typed) : Number(percent) / 100
  if (share > 0 && share < 1) return { value: share }
  const meant =
    share >= 1 && share < 100 && percent === undefined ? ` Write ${share / 100} for ${share} %.` : ''
  return { problem: `It must lie between 0 and 1.${meant}` }
}

/** A number above 0, with or without commas between thousands. */
export function parseAmount(typed: string): Parsed<number> {
  const plain = withoutCommas(typed)
  const amount = plain.trim() === '' ? Number.NaN : Number(plain)
  if (amount > 0 && Number.isFinite(amount)) return { value: amount }
  return { problem: 'It must be a number above 0.' }
}

/** A number or a range: "100", "100 to 500", "100-500", "[100, 500]". */
export function parseFigure(typed: string): Parsed<number | [number, number]> {
  const ends = typed
    .replaceAll(/^\s*\[|\]\s*$/gu, '')
    .split(/\s*(?:\bto\b|,\s|(?<=\d)\s*[-–]\s*(?=\d))\s*/u)
    .map((end) => (end.trim() === '' ? Number.NaN : Number(withoutCommas(end))))
  const [low = Number.NaN, high = low] = ends
  if (ends.length > 2 || !Number.isFinite(low) || !Number.isFinite(high))
    return { problem: 'It must be a number, or a range such as 100 to 500.' }
  if (low > high) return { problem: `The low end, ${low}, is above the high end, ${high}.` }
  return { value: low === high ? low : [low, high] }
}

function withoutCommas(typed: string): string {
  return /^\s*\d{1,3}(,\d{3})+(\.\d+)?\s*$/u.test(typed) ? typed.replaceAll(',', '') : typed
}

/** The same as a flag's parser. @throws InvalidArgumentError with what is allowed. */
export function asFlag<Value>(parse: (typed: string) => Parsed<Value>): (typed: string) => Value {
  return (typed) => {
    const parsed = parse(typed)
    if ('problem' in parsed) throw new InvalidArgumentError(parsed.problem)
    return parsed.value
  }
}
