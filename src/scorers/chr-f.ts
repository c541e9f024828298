import { sharedGrams } from './shared-grams.ts'

const longestGram = 6
const recallWeight = 2 ** 2

/**
 * chrF2 of one text: character n-grams of 1 … 6, white space left out, recall weighing twice as much as precision, averaged
 * over the orders both texts are long enough for; 0 … 1. As sacrebleu's sentence score / 100, but that two empty texts are
 * alike (1).
 *
 * @see Popović 2015, chrF: character n-gram F-score for automatic MT evaluation
 */
export function chrF(expected: string, output: string): number {
  const reference = characterNumbers(expected)
  const answer = characterNumbers(output)
  const orders = Math.min(longestGram, reference.length, answer.length)
  if (orders === 0) return Number(reference.length === answer.length)
  let [precision, recall] = [0, 0]
  for (const [at, shared] of sharedGrams(reference, answer, orders).entries()) {
    precision += shared / (answer.length - at)
    recall += shared / (reference.length - at)
  }
  precision /= orders
  recall /= orders
  if (precision + recall === 0) return 0
  return ((1 + recallWeight) * precision * recall) / (recallWeight * precision + recall)
}

/** The code points of a text without its white space, by Unicode's White_Space. */
function characterNumbers(text: string): Uint32Array {
  const dense = text.replaceAll(/\s+/gu, '')
  const numbers = new Uint32Array(dense.length)
  let length = 0
  for (let at = 0; at < dense.length; at += 1) {
    const number = dense.codePointAt(at) ?? 0
    if (number > 0xffff) at += 1
    numbers[length] = number
    length += 1
  }
  return numbers.subarray(0, length)
}
