// Level and power of the two-sample test (decision.md §12) on clinc_drift, simulated:
//   CROSSOVER_HOME=… CROSSOVER_DATA=… node bench/change/two-sample.mjs [no-shift draws] [draws a power]
// No shift: reference and window are drawn from one pool (train, test and windows 0 and 1, strangers apart). Power: the
// same, with a share of the window replaced by strangers. An alarm needs p < .05 and the AUC that src/assess asks for.
import { join } from 'node:path'
import { createModelPool } from '../../dist/models/pool.js'
import { defaultCacheFolder } from '../../dist/models/cache-folder.js'
import { readExamples } from '../../dist/data/import/read-examples.js'
import { takeVectors } from '../../dist/stats/cross-fit.js'
import { mmdTest } from '../../dist/stats/mmd-test.js'
import { randomSource } from '../../dist/stats/random-source.js'
import { shuffle } from '../../dist/stats/shuffle.js'
import { twoSampleAuc } from '../../dist/stats/two-sample-auc.js'

const [levelDraws, powerDraws] = [Number(process.argv[2] ?? 2000), Number(process.argv[3] ?? 100)]
const window = 150
const fields = { input: 'input', expected: 'output' }
const folder = join(process.env.CROSSOVER_DATA ?? '../shared/data', 'clinc_drift')
const rows = []
for (const file of ['train', 'test', 'stream'])
  rows.push(...(await readExamples({ path: join(folder, `${file}.jsonl`), fields })))
const pool = createModelPool({ home: defaultCacheFolder(process.env, process.platform) })
const embedder = await pool.embedder('local:minilm-l6')
const dimensions = embedder.dimensions
const vectors = new Float32Array(rows.length * dimensions)
for (const [at, vector] of (await embedder.embed(rows.map((row) => row.input.text))).entries())
  vectors.set(vector, at * dimensions)
await embedder.close()
await pool.close()
const strangers = [...rows.keys()].filter((row) => rows[row].expected === 'oos')
const known = [...rows.keys()].filter((row) => rows[row].expected !== 'oos')

report('no shift', levelDraws, { share: 0, reference: 450 })
for (const share of [0.05, 0.1, 0.15, 0.2, 0.25, 0.3]) {
  report(`${100 * share} % strangers`, powerDraws, { share, reference: 1500 })
}

function report(name, draws, setting) {
  const start = performance.now()
  let [small, alarms, possible, area] = [0, 0, 0, 0]
  let areas = 0
  for (let draw = 0; draw < draws; draw += 1) {
    const samples = sampleOf(setting, draw)
    if (mmdTest(samples).pValue >= 0.05) continue
    const { auc, high } = twoSampleAuc(samples)
    small += 1
    area += auc
    areas += 1
    if (auc >= 0.6) alarms += 1
    if (high >= 0.6) possible += 1
  }
  const percent = (count) => `${((100 * count) / draws).toFixed(1)} %`
  const seconds = ((performance.now() - start) / 1000).toFixed(0)
  console.log(
    `${name.padEnd(16)} ${draws} draws: p < .05 ${percent(small)} · and AUC ≥ .6 ${percent(alarms)} · and AUC not below .6 ${percent(possible)} · mean AUC where p < .05 ${(area / Math.max(1, areas)).toFixed(3)} · ${seconds} s`,
  )
}

function sampleOf({ share, reference }, seed) {
  const random = randomSource(seed)
  const order = shuffle(known, random)
  const strange = shuffle(strangers, random).slice(0, Math.round(share * window))
  const second = [...order.slice(0, window - strange.length), ...strange]
  const first = order.slice(window, window + reference)
  const take = (chosen) => takeVectors({ vectors, dimensions }, chosen)
  return { first: take(first), second: take(second), dimensions, seed }
}
