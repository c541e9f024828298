// Retrieval alone on whole contracts: are the characters of the marked answers inside the first 1, 3, 5, 10 passages?
//   CROSSOVER_DATA=<folder with cuad_contracts/> [CROSSOVER_HOME=<cache>] node bench/knowledge/retrieval-recall.mjs [train|test]
// `name only` asks with the field's name; `by chance` takes passages in the order of their digests.
// train: each contract is asked with queries learnt from the other training contracts. test: learnt from all of train.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const dist = process.env.CROSSOVER_DIST ?? new URL('../../dist', import.meta.url).pathname
const load = (path) => import(pathToFileURL(join(dist, path)).href)
const { splitDocument } = await load('knowledge/split/split-document.js')
const { createIndex } = await load('knowledge/search/create-index.js')
const { fieldQueries } = await load('knowledge/search/field-queries.js')
const { sha256 } = await load('text/sha256.js')
const { createModelPool } = await load('models/pool.js')

const depths = [1, 3, 5, 10]
const maxTokens = Number(process.env.MAX_TOKENS ?? 200)
const overlapTokens = Number(process.env.OVERLAP_TOKENS ?? 0)
const part = process.argv[2] ?? 'train'

if (process.env.CROSSOVER_DATA === undefined) {
  console.log('CROSSOVER_DATA is not set: nothing to measure.')
  process.exit(0)
}

const train = await read('train')
const rows = part === 'train' ? train : await read(part)
const home = process.env.CROSSOVER_HOME
const pool = home === undefined ? undefined : createModelPool({ home })
const embedder = await pool?.embedder('local:minilm-l6')
const ways = embedder === undefined ? ['words'] : ['words', 'vectors', 'both']
const tally = new Map()
const limits = { spans: 0, cutByPassages: 0 }
let passageCount = 0

for (const row of rows) {
  const passages = splitDocument({ name: row.name, text: row.text }, { maxTokens, overlapTokens })
  passageCount += passages.length
  const index = await createIndex(passages, embedder === undefined ? {} : { embedder })
  for (const [field, spans] of Object.entries(row.answers)) {
    const learnt = train.filter(({ name }) => name !== row.name)
    const queries = fieldQueries({
      field,
      examples: learnt.flatMap(({ answers }) => answers[field] ?? []),
      others: learnt.flatMap(({ answers }) =>
        Object.entries(answers).flatMap(([name, texts]) => (name === field ? [] : texts)),
      ),
    })
    for (const by of ways) {
      const found = await index.search(queries, { k: Math.max(...depths), by })
      count(by, { field, spans, text: row.text, found: found.map(({ passage }) => passage) })
    }
    const named = await index.search(field, { k: Math.max(...depths), by: ways.at(-1) })
    count('name only', { field, spans, text: row.text, found: named.map(({ passage }) => passage) })
    const shuffled = passages.toSorted((one, other) => (sha256(one.text) < sha256(other.text) ? -1 : 1))
    count('by chance', { field, spans, text: row.text, found: shuffled })
    for (const span of spans) countLimits(row.text, span, passages)
  }
}
await embedder?.close()
await pool?.close()
print()

async function read(name) {
  const lines = (await readFile(join(process.env.CROSSOVER_DATA, 'cuad_contracts', `${name}.jsonl`), 'utf8'))
    .trim()
    .split('\n')
  return lines.map((line) => {
    const { input, output, meta } = JSON.parse(line)
    return { text: input, answers: JSON.parse(output), name: meta.contract }
  })
}

/** Share of the span's characters (white space apart) inside the passages; the best of its places in the text. */
function covered(text, span, passages) {
  let best = 0
  for (let start = text.indexOf(span); start >= 0; start = text.indexOf(span, start + 1)) {
    let inside = 0
    let all = 0
    for (let at = start; at < start + span.length; at += 1) {
      if (/\s/.test(text[at])) continue
      all += 1
      if (passages.some((passage) => at >= passage.start && at < passage.end)) inside += 1
    }
    best = Math.max(best, inside / all)
  }
  return best
}

function count(by, { field, spans, text, found }) {
  for (const k of depths) {
    for (const span of spans) {
      const share = covered(text, span, found.slice(0, k))
      for (const key of [`${by}|all|${k}`, `${by}|${field}|${k}`]) {
        const entry = tally.get(key) ?? { n: 0, whole: 0, half: 0, share: 0 }
        entry.n += 1
        entry.whole += share === 1 ? 1 : 0
        entry.half += share >= 0.5 ? 1 : 0
        entry.share += share
        tally.set(key, entry)
      }
    }
  }
}

function countLimits(text, span, passages) {
  limits.spans += 1
  const isWhole = passages.some((passage) => passage.text.includes(span))
  if (!isWhole) limits.cutByPassages += 1
}

function print() {
  console.log(
    `${part}: ${rows.length} contracts, ${passageCount} passages of at most ${maxTokens} tokens (overlap ${overlapTokens}), ${limits.spans} spans, ${limits.cutByPassages} of them cut by a passage border`,
  )
  const percent = (value, n) => `${((100 * value) / n).toFixed(1).padStart(5)} %`
  for (const by of [...ways, 'name only', 'by chance']) {
    const cells = depths.map((k) => {
      const { n, whole, half } = tally.get(`${by}|all|${k}`)
      return `@${k} ${percent(whole, n)} whole, ${percent(half, n)} half`
    })
    console.log(`${by.padEnd(9)} ${cells.join(' · ')}`)
  }
  const fields = [...new Set([...tally.keys()].map((key) => key.split('|')[1]))]
    .filter((field) => field !== 'all')
    .toSorted((one, other) => (one < other ? -1 : 1))
  for (const field of fields) {
    const cells = ways.map((by) => {
      const { n, whole } = tally.get(`${by}|${field}|5`)
      return `${by} ${percent(whole, n)} (${n})`
    })
    console.log(`  @5 ${field.padEnd(28)} ${cells.join(' · ')}`)
  }
}
