import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { uniformInt } from 'pure-rand/distribution/uniformInt'

const subjects = [
  'The Supplier',
  'The Customer',
  'Each party',
  'The Operator',
  'The Licensee',
  'A successor',
  'The Auditor',
]
const verbs = [
  'shall deliver',
  'may inspect',
  'shall store',
  'must report',
  'shall insure',
  'may replace',
  'shall label',
  'must return',
]
const objects = [
  'the pumps',
  'all drawings',
  'every invoice',
  'the spare parts',
  'its records',
  'the test benches',
  'the packaging',
  'the firmware',
]
const conditions = [
  'within ten days',
  'at its own cost',
  'before the end of a quarter',
  'in writing',
  'on request',
  'without delay',
  'as the schedule says',
]
const titles = [
  'Delivery',
  'Inspection',
  'Storage',
  'Fees',
  'Records',
  'Returns',
  'Training',
  'Packaging',
  'Spare Parts',
  'Software',
]

/** A clause nobody else writes, one an article. */
const needle = (article) =>
  `The reserve code of article ${article} is KX-${article * 7919} and is kept by the notary.`

/**
 * A made-up contract of about `words` words and the one clause in each article that can be asked for.
 * Without `lines` it is one line, as converters leave them.
 */
export function generateContract({ words, seed, lines = true }) {
  const random = xoroshiro128plus(seed)
  const pick = (from) => from[uniformInt(random, 0, from.length - 1)]
  const sentence = () =>
    `${pick(subjects)} ${pick(verbs)} ${pick(objects)} ${pick(conditions)}, and ${pick(subjects).toLowerCase()} ${pick(verbs)} ${pick(objects)} ${pick(conditions)}.`
  const needles = []
  const parts = []
  let count = 0
  for (let article = 1; count < words; article += 1) {
    parts.push(`${article}. ${pick(titles)}.`)
    const hidden = uniformInt(random, 1, 8)
    for (let clause = 1; clause <= 8; clause += 1) {
      const text = [sentence(), ...(clause === hidden ? [needle(article)] : []), sentence(), sentence()].join(
        ' ',
      )
      if (clause === hidden)
        needles.push({
          section: `${article}.${clause}`,
          query: `reserve code of article ${article}`,
          quote: needle(article),
        })
      parts.push(`${article}.${clause} ${text}`)
      count += text.split(' ').length
    }
  }
  return { text: parts.join(lines ? '\n' : ' '), needles }
}
