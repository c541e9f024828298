import type { Example } from '../../contracts/example.ts'
import { randomSource } from '../../stats/random-source.ts'
import { shuffle } from '../../stats/shuffle.ts'

/** One row a label as far as labels go; rows longer than the median are left out, since they crowd a prompt. */
export function pickDemonstrations(options: { train: Example[]; count: number; seed: number }): Example[] {
  const { train, count, seed } = options
  const lengths = train.map((row) => row.input.text.length).toSorted((a, b) => a - b)
  const median = lengths[Math.floor(lengths.length / 2)] ?? 0
  const shuffled = shuffle(
    train.filter((row) => row.input.text.length <= median),
    randomSource(seed),
  )
  const firsts = new Map<string, Example>()
  for (const row of shuffled) if (!firsts.has(row.expected)) firsts.set(row.expected, row)
  const others = shuffled.filter((row) => firsts.get(row.expected) !== row)
  return [...firsts.values(), ...others].slice(0, count)
}
