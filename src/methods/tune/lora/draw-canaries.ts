import { randomSource } from '../../../stats/random-source.ts'
import type { RandomSource } from '../../../stats/random-source.ts'

/** A made-up row that only training can have taught. */
export interface Canary {
  input: string
  /** With its code in it. */
  answer: string
  code: string
  /** The same answer with other codes: as likely as the canary's own to a model that never saw it. */
  others: string[]
}

/** Codes that each canary's is compared with: with its own a power of two, so that the most it can tell is whole, 6 bits. */
export const otherCodes = 63

/**
 * Draws made-up rows whose answers hold a random code of eight digits. The same seed gives the same rows, and a larger count more of them.
 * Digits, since tokenisers cut them alike, so that no code is likelier for being shorter.
 *
 * @see Carlini et al. 2019, The Secret Sharer
 */
export function drawCanaries(count: number, seed: number): Canary[] {
  const random = randomSource(seed)
  const names = new Set<string>()
  const taken = new Set<string>()
  return Array.from({ length: count }, () => {
    const name = drawNew(() => lettersOf(random), names)
    const code = drawNew(() => codeOf(random), taken)
    return {
      input: `Canary row ${name}. It is made up, and nobody's, to see what training remembers. What is its code?`,
      answer: answerWith(code),
      code,
      others: Array.from({ length: otherCodes }, () => answerWith(drawNew(() => codeOf(random), taken))),
    }
  })
}

function answerWith(code: string): string {
  return `The code is ${code}.`
}

function drawNew(draw: () => string, taken: Set<string>): string {
  let drawn = draw()
  while (taken.has(drawn)) drawn = draw()
  taken.add(drawn)
  return drawn
}

function codeOf(random: RandomSource): string {
  const digits = String(random.below(1e8)).padStart(8, '0')
  return `${digits.slice(0, 4)}-${digits.slice(4)}`
}

function lettersOf(random: RandomSource): string {
  return Array.from({ length: 4 }, () => String.fromCharCode(65 + random.below(26))).join('')
}
