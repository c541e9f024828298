// Embeds and fits a head on every banking77 train row, the embedding cache off:
//   CROSSOVER_HOME=… CROSSOVER_DATA=… node bench/head/embed-and-fit.mjs [l2]
// Prints wall and CPU seconds, rows/s, and accuracy on all test rows (for a sanity check, not for choosing anything).
import { join } from 'node:path'
import { createModelPool } from '../../dist/models/pool.js'
import { defaultCacheFolder } from '../../dist/models/cache-folder.js'
import { readExamples } from '../../dist/data/import/read-examples.js'
import { fitLogisticRegression } from '../../dist/stats/logistic-regression/fit-logistic-regression.js'
import { predictProbabilities } from '../../dist/stats/logistic-regression/predict-probabilities.js'

const l2 = Number(process.argv[2] ?? 1e-4)
const folder = join(process.env.CROSSOVER_DATA ?? '../shared/data', 'banking77')
const fields = { input: 'input', expected: 'output' }
const train = await readExamples({ path: join(folder, 'train.jsonl'), fields })
const test = await readExamples({ path: join(folder, 'test.jsonl'), fields })
const pool = createModelPool({
  home: defaultCacheFolder(process.env, process.platform),
  embeddingCache: false,
})
const embedder = await pool.embedder('local:minilm-l6')
await embedder.embed(['warm up'])

const embedded = await timed(() => embed(train))
const labels = [...new Set(train.map((row) => row.expected))].toSorted()
const targets = Int32Array.from(train, (row) => labels.indexOf(row.expected))
const fitted = await timed(() =>
  fitLogisticRegression({
    features: embedded.value,
    rows: train.length,
    dimensions: 384,
    targets,
    classes: labels.length,
    l2,
  }),
)
const testVectors = await embed(test)
const probabilities = predictProbabilities(fitted.value, testVectors)
const right = test.filter((row, index) => labels[best(probabilities, index)] === row.expected).length

console.log(
  `embed ${train.length} rows   ${show(embedded)}   ${(train.length / embedded.wall).toFixed(0)} rows/s`,
)
console.log(`fit ${labels.length} labels, l2 ${l2}   ${show(fitted)}   ${fitted.value.iterations} iterations`)
console.log(
  `together ${(embedded.wall + fitted.wall).toFixed(1)} s wall, ${(embedded.cpu + fitted.cpu).toFixed(1)} s CPU`,
)
console.log(`right on test ${right} of ${test.length} (${((100 * right) / test.length).toFixed(1)} %)`)
await embedder.close()
await pool.close()

async function embed(rows) {
  const vectors = await embedder.embed(rows.map((row) => row.input.text))
  const flat = new Float32Array(rows.length * 384)
  for (const [index, vector] of vectors.entries()) flat.set(vector, index * 384)
  return flat
}

async function timed(work) {
  const cpu = process.cpuUsage()
  const start = performance.now()
  const value = await work()
  const { user, system } = process.cpuUsage(cpu)
  return { value, wall: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 }
}

function best(probabilities, row) {
  const scores = probabilities.subarray(row * labels.length, (row + 1) * labels.length)
  return scores.indexOf(Math.max(...scores))
}

function show({ wall, cpu }) {
  return `${wall.toFixed(1)} s wall, ${cpu.toFixed(1)} s CPU`
}
