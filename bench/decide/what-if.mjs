// How long a what-if takes on stored answers (docs/decide.md): 10 recorded candidates × 3,000 test rows.
//   node bench/decide/what-if.mjs [candidates] [rows] [repeats]
// A run stores the answers once; then `crossover decide --set volume.perMonth=…` is timed as a process of its own, from start to exit:
// by the clock, and in CPU seconds, which other work on the machine does not change.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const [candidates, rows, repeats] = [2, 3, 4].map((at) => Number(process.argv[at] ?? [10, 3000, 7][at - 2]))
const program = fileURLToPath(new URL('../../bin/crossover.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'crossover-what-if-'))
const write = (name, lines) =>
  writeFileSync(join(folder, name), lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
const words = (row, name) =>
  Array.from({ length: 12 }, (_, at) => `${name}${(row * 7919 + at * 104_729).toString(36)}`).join(' ')
const labels = ['bread', 'cake', 'tea', 'soup']
const examples = (name, count) =>
  Array.from({ length: count }, (_, row) => ({
    id: `${name}-${row}`,
    input: words(row, name),
    output: labels[row % 4],
  }))
try {
  const test = examples('test', rows)
  write('train.jsonl', examples('train', 400))
  write('test.jsonl', test)
  const names = Array.from({ length: candidates }, (_, at) => `c${at}`)
  for (const [at, name] of names.entries())
    write(
      `${name}.jsonl`,
      test.map(({ id, output }, row) => ({
        id,
        output: (row * 31 + at * 17) % 100 < 90 + (at % 5) ? output : 'none',
        latencyMs: 300,
        inputTokens: 500 + (row % 50),
        outputTokens: 4,
      })),
    )
  writeFileSync(
    join(folder, 'task.yaml'),
    [
      'name: what-if',
      'kind: classification',
      'data: { train: train.jsonl, test: test.jsonl, fields: { id: id } }',
      'success: { quality: { metric: accuracy, atLeast: 0.9, notWorseBy: 0.02 } }',
      'methods: [baseline/majority]',
      `evaluation: { maxRows: ${rows} }`,
      `prices: { ${names.map((name, at) => `'recorded:${name}': { inputPerMillionUsd: ${1 + at / 10}, outputPerMillionUsd: 4 }`).join(', ')} }`,
      `recorded: [${names.map((name, at) => `{ name: ${name}, family: ${at % 2 === 0 ? 'prompt' : 'tune'}, file: ${name}.jsonl }`).join(', ')}]`,
    ].join('\n'),
  )
  run(['run', '--no-llm', '--json'])
  const times = Array.from({ length: repeats }, (_, at) =>
    run(['decide', '--set', `volume.perMonth=${50_000 + at}`, '--json']),
  )
  const middle = (key) =>
    times
      .map((time) => time[key])
      .toSorted((a, b) => a - b)
      [Math.floor(repeats / 2)].toFixed(2)
  const bare = run(['--version'])
  console.log(
    `${candidates} candidates × ${rows} rows, median of ${repeats}: ${middle('cpu')} s of CPU, ${middle('wall')} s by the clock; --version alone: ${bare.cpu.toFixed(2)} and ${bare.wall.toFixed(2)} s`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** The CPU seconds of the whole process come out on its stderr as it ends. */
function run(args) {
  const start = performance.now()
  const tell =
    "process.on('exit', () => { const { user, system } = process.cpuUsage(); process.stderr.write(`\\ncpu ${(user + system) / 1e6}`) })"
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(tell)}`, program, ...args],
    { cwd: folder, encoding: 'utf8', maxBuffer: 1e9 },
  )
  if (status !== 0 && status !== 1) throw new Error(stderr)
  return {
    wall: (performance.now() - start) / 1000,
    cpu: Number(stderr.slice(stderr.lastIndexOf('cpu ') + 4)),
  }
}
