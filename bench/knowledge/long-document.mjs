// A generated contract of about 60,000 tokens: seconds and memory to split, index and search it, and whether each of its
// hidden clauses is in the first five passages, cited with its section.
//   [CROSSOVER_HOME=<cache>] node bench/knowledge/long-document.mjs
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { generateContract } from './generate-contract.mjs'

const dist = process.env.CROSSOVER_DIST ?? new URL('../../dist', import.meta.url).pathname
const load = (path) => import(pathToFileURL(join(dist, path)).href)
const { splitDocument } = await load('knowledge/split/split-document.js')
const { estimateTokens } = await load('knowledge/estimate-tokens.js')
const { createIndex } = await load('knowledge/search/create-index.js')
const { citationsOf } = await load('knowledge/cite/citations-of.js')

let embedder
let pool
if (process.env.CROSSOVER_HOME !== undefined) {
  const { createModelPool } = await load('models/pool.js')
  pool = createModelPool({ home: process.env.CROSSOVER_HOME, embeddingCache: false })
  embedder = await pool.embedder('local:minilm-l6')
}

for (const lines of [true, false]) {
  const { text, needles } = generateContract({ words: 46_000, seed: 6, lines })
  const tokens = estimateTokens(text)
  const passages = await timed('split', () => splitDocument({ name: 'contract', text }, { maxTokens: 200 }))
  const index = await timed('index words', () => createIndex(passages))
  let inFive = 0
  let cited = 0
  const ways = [['words', index]]
  if (embedder !== undefined && lines)
    ways.push(['both', await timed('index words and vectors', () => createIndex(passages, { embedder }))])
  console.log(
    `${lines ? 'lines' : 'one line'}: ${text.length} characters, about ${tokens} tokens, ${passages.length} passages, ${needles.length} hidden clauses`,
  )
  for (const [by, searched] of ways) {
    inFive = 0
    cited = 0
    await timed(`search ${needles.length} times by ${by}`, async () => {
      for (const { query, quote, section } of needles) {
        const found = (await searched.search(query, { k: 5, by })).map(({ passage }) => passage)
        if (!found.some((passage) => passage.text.includes(quote))) continue
        inFive += 1
        const { citations } = citationsOf([quote], { name: 'contract', text }, found)
        if (citations[0]?.section.split(' › ').at(-1)?.startsWith(section)) cited += 1
      }
    })
    console.log(
      `  ${by}: ${inFive} in the first five passages, ${cited} of them cited with the right clause number`,
    )
  }
}
await embedder?.close()
await pool?.close()
console.log(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`)

async function timed(what, run) {
  const start = performance.now()
  const value = await run()
  console.log(`  ${what}: ${((performance.now() - start) / 1000).toFixed(2)} s`)
  return value
}
