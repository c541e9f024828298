/**
 * Few rows a label: the head and the encoder beside SetFit (contrastive pairs, then logistic regression), all from the same
 * weights, the same rows, the same test.
 *
 *   npm run build && node bench/training/compare-setfit.mjs CACHE_FOLDER TRAIN.jsonl TEST.jsonl [LABELS] [ROWS_A_LABEL …]
 *
 * The first LABELS labels by name (10) take part, with 8, 16 and 64 rows each. SetFit takes part where SETFIT names a
 * folder with its packages (pip install --target FOLDER setfit sentence-transformers scikit-learn …); it runs in the trainer's
 * Python. It draws 20 pairs of each kind a row, one epoch, batches of 16: the setting of its paper. Ours have two more rows a label
 * as validation, which SetFit makes no use of.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { ensureEngine } from '../../dist/models/engines/ensure-engine.js'
import { environmentPython } from '../../dist/models/engines/trainer-python.js'
import { createModelPool } from '../../dist/models/pool.js'

const [home, trainPath, testPath, labelsText = '10', ...sizesText] = process.argv.slice(2)
const sizes = sizesText.length === 0 ? [8, 16, 64] : sizesText.map(Number)
const pairsPerRow = 20
const threads = 2
const validationRows = 2
const program = join(import.meta.dirname, '..', '..', 'bin', 'crossover.js')
const taskFile = `name: few
kind: classification
data: { train: train.jsonl, validation: validation.jsonl }
success: { quality: { metric: accuracy, atLeast: 0.9 } }
`
const engine = await ensureEngine({ name: 'trainer', home: resolve(home) })
const pool = createModelPool({ home: resolve(home) })
const { path: encoderFolder } = await pool.encoderBase('local:minilm-l6')
await pool.close()
const read = (path) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
const train = read(trainPath)
const labels = [...new Set(train.map(({ output }) => output))]
  .toSorted((a, b) => (a < b ? -1 : 1))
  .slice(0, Number(labelsText))
const test = read(testPath).filter(({ output }) => labels.includes(output))
process.stdout.write(`${labels.length} labels, ${test.length} test rows, ${threads} threads\n`)

for (const size of sizes) {
  const folder = mkdtempSync(join(tmpdir(), 'crossover-bench-setfit-'))
  const rowsOf = (from, to) =>
    labels.flatMap((label) => train.filter(({ output }) => output === label).slice(from, to))
  write(join(folder, 'train.jsonl'), rowsOf(0, size))
  write(join(folder, 'validation.jsonl'), rowsOf(size, size + validationRows))
  writeFileSync(join(folder, 'task.yaml'), taskFile)
  write(join(folder, 'test.jsonl'), test)
  print(size, 'head', fitOurs(folder, 'tune/head'))
  print(size, 'encoder', fitOurs(folder, 'tune/encoder'))
  if (process.env.SETFIT !== undefined) print(size, 'setfit', fitSetFit(folder))
  rmSync(folder, { recursive: true, force: true })
}

/** As a user would: one process, its start and the opening of models included; SetFit's seconds are of its training alone. */
function fitOurs(folder, kind) {
  const started = performance.now()
  const given = ['evaluate', folder, '--method', kind, '--file', join(folder, 'test.jsonl'), '--json']
  const env = { ...process.env, CROSSOVER_HOME: resolve(home) }
  const { quality, rows } = JSON.parse(run(process.execPath, [program, ...given], env))
  const seconds = (performance.now() - started) / 1000
  return { right: Math.round(quality.value * rows), of: rows, seconds }
}

function fitSetFit(folder) {
  const script = join(import.meta.dirname, 'setfit-arm.py')
  const given = [script, encoderFolder, folder, String(pairsPerRow), String(threads)]
  const env = { ...process.env, PYTHONPATH: process.env.SETFIT, HF_HUB_OFFLINE: '1' }
  return JSON.parse(run(environmentPython(engine.folder), given, env).trim().split('\n').at(-1))
}

function run(program, given, env = process.env) {
  return execFileSync(program, given, {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1e8,
  })
}

function write(path, rows) {
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
}

function print(size, name, { right, of, seconds, cpuSeconds }) {
  const share = ((100 * right) / of).toFixed(1)
  process.stdout.write(
    `${String(size).padStart(3)} rows a label  ${name.padEnd(8)} ${right} of ${of} (${share} %)  ${seconds.toFixed(1)} s  ${cpuSeconds === undefined ? '' : `${cpuSeconds.toFixed(1)} CPU s`}\n`,
  )
}
