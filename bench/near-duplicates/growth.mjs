// Near-duplicates between two sets of invented rows of 13 words, at four sizes (the largest 43,000 × 5,000), on one core:
//   node bench/near-duplicates/growth.mjs
// One in twenty queries is an indexed row with one word changed, so that there is something to find.
import { nearDuplicateIndex } from '../../dist/text/near-duplicates.js'
import { randomSource } from '../../dist/stats/random-source.js'

const wordsInRow = 13
const random = randomSource(1)
const vocabulary = Array.from({ length: 6000 }, inventWord)

for (const [indexed, queries] of [
  [5375, 625],
  [10_750, 1250],
  [21_500, 2500],
  [43_000, 5000],
]) {
  const rows = Array.from({ length: indexed }, inventRow)
  const asked = Array.from({ length: queries }, (_, at) =>
    at % 20 === 0 ? changed(rows[random.below(indexed)]) : inventRow(),
  )
  const cpu = process.cpuUsage()
  const index = nearDuplicateIndex(rows)
  const built = seconds(process.cpuUsage(cpu))
  const found = asked.filter((row) => index.near(row).length > 0).length
  const all = seconds(process.cpuUsage(cpu))
  const megabytes = Math.round(process.memoryUsage.rss() / 1e6)
  console.log(
    `${indexed} × ${queries}: ${all.toFixed(2)} s CPU (index ${built.toFixed(2)}), ${found} near, ${megabytes} MB resident`,
  )
}

/** Short words are frequent, as in a language: Zipf over the vocabulary. */
function inventRow() {
  return Array.from(
    { length: wordsInRow },
    () => vocabulary[Math.floor(vocabulary.length ** random.next()) - 1],
  ).join(' ')
}

function changed(row) {
  const words = row.split(' ')
  words[random.below(words.length)] = inventWord()
  return words.join(' ')
}

function inventWord() {
  const syllables = 1 + random.below(4)
  return Array.from(
    { length: syllables },
    () => 'bdfgklmnprstvz'[random.below(14)] + 'aeiou'[random.below(5)],
  ).join('')
}

function seconds({ user, system }) {
  return (user + system) / 1e6
}
