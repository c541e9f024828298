/**
 * An encoder fine-tuned whole beside a head on frozen embeddings: same train, validation and test rows.
 *
 *   npm run build && node bench/training/encoder.mjs CACHE_FOLDER TASK_FOLDER [SPEC_JSON] [TRAIN_ROWS] [--no-test]
 *
 * TASK_FOLDER holds a task.yaml of kind classification. TRAIN_ROWS takes so many, stratified. `--no-test` prints validation
 * figures only: for choosing settings. Latency is of one text at a time, on up to 200 validation rows.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { excludeTwins } from '../../dist/data/split/exclude-twins.js'
import { loadSplit } from '../../dist/data/split/load-split.js'
import { trainingSplit } from '../../dist/data/split/training-split.js'
import { encoder } from '../../dist/methods/tune/encoder/encoder.js'
import { head } from '../../dist/methods/tune/head.js'
import { ensureEngine } from '../../dist/models/engines/ensure-engine.js'
import { createModelPool } from '../../dist/models/pool.js'
import { openTrainer } from '../../dist/models/trainer/open-trainer.js'
import { brier } from '../../dist/stats/brier.js'
import { expectedCalibrationError } from '../../dist/stats/expected-calibration-error.js'
import { openStore } from '../../dist/store/open-store.js'
import { loadTask } from '../../dist/workflow/load-task.js'

const isOption = (text) => text.startsWith('--')
const [home, taskFolder, specText = '{}', rowsText] = process.argv.slice(2).filter((text) => !isOption(text))
const skipsTest = process.argv.includes('--no-test')
const task = await loadTask(taskFolder)
const loaded = await loadSplit(task)
const whole = trainingSplit(excludeTwins(loaded))
const split = rowsText === undefined ? whole : whole.take(Number(rowsText), task.seed)
const folder = mkdtempSync(join(tmpdir(), 'crossover-bench-encoder-'))
const store = openStore(folder)
const pool = createModelPool({ home: resolve(home) })
const engine = await ensureEngine({ name: 'trainer', home: resolve(home) })
const signal = new AbortController().signal
const context = {
  task,
  pool,
  artifacts: store.artifacts,
  open: () => Promise.reject(new Error('no parts')),
  seed: task.seed,
  signal,
  progress: () => undefined,
  budget: {},
  known: () => undefined,
  trainer: openTrainer({ engine, folder: join(folder, 'training'), cache: join(folder, 'bases') }),
}

console.log(
  `${task.name}: ${split.train.length} train, ${split.validation.length} validation, ${loaded.test.length} test rows; ${process.platform} ${process.arch}`,
)
try {
  const [base] = encoder.specs(task)
  await measure(encoder, { ...base, ...JSON.parse(specText) })
  await measure(head, head.specs(task)[0])
} finally {
  await pool.close()
  store.close()
  rmSync(folder, { recursive: true, force: true })
}

async function measure(method, spec) {
  const outcome = await method.fit(spec, split, context)
  if (!('candidate' in outcome)) return console.log(method.kind, JSON.stringify(outcome))
  const { candidate } = outcome
  const predictor = await method.open(candidate, { ...context, pool: pool.fresh() })
  console.log(`\n${method.kind}: fitted in ${candidate.fitCost.seconds.toFixed(1)} s`)
  console.log(JSON.stringify(candidate.spec))
  for (const name of ['training', 'export-check'])
    for (const artifact of candidate.artifacts.filter((one) => one.name === name))
      console.log(Buffer.from(await store.artifacts.get(artifact)).toString('utf8'))
  await score(predictor, split.validation, 'validation')
  if (!skipsTest) await score(predictor, loaded.test, 'test')
  const times = []
  for (const { input } of split.validation.slice(0, 200))
    times.push((await predictor.predict({ input, signal })).latencyMs)
  times.sort((a, b) => a - b)
  const at = (share) => times[Math.floor(share * (times.length - 1))]?.toFixed(1)
  console.log(`latency p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`)
  await predictor.close()
}

async function score(predictor, rows, name) {
  const answers = []
  const requests = rows.map(({ input }) => ({ input, signal }))
  for await (const { index, prediction } of predictor.predictMany(requests))
    answers.push({
      confidence: prediction.confidence,
      correct: prediction.output === rows[index].expected,
    })
  const right = answers.filter(({ correct }) => correct).length
  console.log(
    `${name}: ${right} of ${rows.length} right (${((100 * right) / rows.length).toFixed(1)} %), Brier ${brier(answers).toFixed(3)}, ECE ${expectedCalibrationError(answers).toFixed(3)}`,
  )
}
