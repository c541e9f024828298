import type { RawRow } from '../../contracts/example.ts'

/** About how much text a row holds, in characters: for bounds on what is kept at once. */
export function charactersOf({ value }: RawRow): number {
  return Object.values(value).reduce<number>(
    (sum, cell) => sum + (typeof cell === 'string' ? cell.length : 20),
    0,
  )
}
