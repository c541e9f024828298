// Recall and precision of each kind on test/fixtures/personal-data, the misses and false alarms, and the speed.
//   npx tsc -p tsconfig.build.json && node bench/personal-data/figures.mjs [other lines.jsonl]
import { readFileSync } from 'node:fs'
import { findPersonalData } from '../../dist/text/personal-data/find-personal-data.js'

const file = process.argv[2] ?? new URL('../../test/fixtures/personal-data/lines.jsonl', import.meta.url)
const rows = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
const counts = new Map()
const at = (kind) => counts.get(kind) ?? counts.set(kind, { expected: 0, found: 0, right: 0 }).get(kind)
const key = ({ kind, start, end }) => `${kind} ${start} ${end}`
for (const { language, text, spans } of rows) {
  const expected = new Set(spans.map(key))
  const found = findPersonalData(text)
  for (const span of spans) at(span.kind).expected += 1
  for (const span of found) {
    at(span.kind).found += 1
    if (expected.delete(key(span))) at(span.kind).right += 1
    else
      console.log(`false alarm (${language}, ${span.kind}): ${text.slice(span.start, span.end)} in: ${text}`)
  }
  for (const missed of expected) console.log(`missed (${language}): ${missed} in: ${text}`)
}
const share = (part, whole) => (whole === 0 ? '–' : (part / whole).toFixed(3))
console.log('\nkind, marked, recall, precision')
for (const [kind, { expected, found, right }] of counts) {
  console.log(`${kind}, ${expected}, ${share(right, expected)}, ${share(right, found)}`)
}
const started = performance.now()
for (let round = 0; round < 20; round += 1) for (const { text } of rows) findPersonalData(text)
console.log(`\n${Math.round((rows.length * 20 * 1000) / (performance.now() - started))} lines a second`)
