import { normaliseText } from './same-text.ts'

/** Numbers in each vector: enough that the words of short texts seldom share one. */
export const textDimensions = 512

/**
 * Unit vectors of texts from their words alone: each word is hashed to a place and a sign and weighs √count × idf over
 * these texts. A stand-in where no embedder runs; only vectors of one call compare.
 *
 * @returns texts × `textDimensions` numbers, end to end; a text without words is all zeros.
 * @see Weinberger et al. 2009, Feature Hashing for Large Scale Multitask Learning
 */
export function textVectors(texts: readonly string[]): Float32Array {
  const words = texts.map(countWords)
  const idf = inverseFrequencies(words)
  const vectors = new Float32Array(texts.length * textDimensions)
  for (const [row, counts] of words.entries()) {
    const vector = vectors.subarray(row * textDimensions, (row + 1) * textDimensions)
    for (const [word, count] of counts) {
      const hash = hashOf(word)
      const place = (hash >>> 1) % textDimensions
      const weight = Math.sqrt(count) * (idf.get(word) ?? 0)
      vector[place] = (vector[place] ?? 0) + (hash % 2 === 0 ? weight : -weight)
    }
    const length = Math.hypot(...vector)
    if (length > 0) for (const [at, value] of vector.entries()) vector[at] = value / length
  }
  return vectors
}

function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of normaliseText(text).split(' '))
    if (word !== '') counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

function inverseFrequencies(texts: readonly Map<string, number>[]): Map<string, number> {
  const having = new Map<string, number>()
  for (const counts of texts) for (const word of counts.keys()) having.set(word, (having.get(word) ?? 0) + 1)
  return new Map([...having].map(([word, count]) => [word, 1 + Math.log(texts.length / count)]))
}

/** FNV-1a over UTF-16 code units, 32 bits. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
