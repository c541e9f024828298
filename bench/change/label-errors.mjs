// Precision of suspected label errors on banking77 with 5 % of the train labels flipped to a confusable one, seeded:
//   CROSSOVER_HOME=… CROSSOVER_DATA=… node bench/change/label-errors.mjs [seed] [l2]
// Confusable: the label that a cross-fitted head on the clean labels gives that row the second most probability.
// The set has label errors of its own, which count against us here.
import { join } from 'node:path'
import { createModelPool } from '../../dist/models/pool.js'
import { defaultCacheFolder } from '../../dist/models/cache-folder.js'
import { readExamples } from '../../dist/data/import/read-examples.js'
import { confidentDisagreements } from '../../dist/stats/confident-disagreement.js'
import { crossFitFold } from '../../dist/stats/cross-fit.js'
import { randomSource } from '../../dist/stats/random-source.js'
import { shuffle } from '../../dist/stats/shuffle.js'
import { stratifiedFolds } from '../../dist/stats/stratified-folds.js'

const seed = Number(process.argv[2] ?? 1)
const strengths = process.argv[3] === undefined ? [3e-5] : process.argv[3].split(',').map(Number)
const path = join(process.env.CROSSOVER_DATA ?? '../shared/data', 'banking77', 'train.jsonl')
const rows = await readExamples({ path, fields: { input: 'input', expected: 'output' } })
const pool = createModelPool({ home: defaultCacheFolder(process.env, process.platform) })
const embedder = await pool.embedder('local:minilm-l6')
const { dimensions } = embedder
const features = new Float32Array(rows.length * dimensions)
for (const [at, vector] of (await embedder.embed(rows.map((row) => row.input.text))).entries())
  features.set(vector, at * dimensions)
await embedder.close()
await pool.close()

const labels = [...new Set(rows.map((row) => row.expected))].toSorted()
const clean = Int32Array.from(rows, (row) => labels.indexOf(row.expected))
const classes = labels.length
const cleanProbabilities = crossFit(clean, 3e-5)
const flipped = new Set(shuffle([...rows.keys()], randomSource(seed)).slice(0, Math.round(rows.length / 20)))
const noisy = clean.map((target, row) => (flipped.has(row) ? runnerUp(row, target) : target))

for (const l2 of strengths) {
  const start = performance.now()
  const probabilities = crossFit(noisy, l2)
  const found = confidentDisagreements({ probabilities, targets: noisy, classes })
  const right = (count) => found.slice(0, count).filter(({ row }) => flipped.has(row)).length
  const fixed = found
    .slice(0, 500)
    .filter(({ row, suggested }) => flipped.has(row) && suggested === clean[row]).length
  console.log(
    `l2 ${l2}: ${found.length} suspects · flipped among the first 50: ${right(50)}, 100: ${right(100)}, 500: ${right(500)} (of ${flipped.size}); right label suggested for ${fixed} · ${((performance.now() - start) / 1000).toFixed(1)} s`,
  )
}

function crossFit(targets, l2) {
  const problem = { features, rows: rows.length, dimensions, targets, classes, l2 }
  const foldOf = stratifiedFolds(targets, { folds: 5, seed: 1 })
  const probabilities = new Float32Array(rows.length * classes)
  for (let fold = 0; fold < 5; fold += 1) {
    const predicted = crossFitFold(problem, foldOf, fold)
    for (const [at, row] of predicted.rows.entries())
      probabilities.set(predicted.probabilities.subarray(at * classes, (at + 1) * classes), row * classes)
  }
  return probabilities
}

function runnerUp(row, target) {
  let best = target === 0 ? 1 : 0
  for (let label = 0; label < classes; label += 1) {
    if (label === target) continue
    if (cleanProbabilities[row * classes + label] > cleanProbabilities[row * classes + best]) best = label
  }
  return best
}
