/**
 * LoRA on the same rows and base: our trainer beside `trl sft` at its defaults, and ours once more with the adapter
 * that theirs has by default (rank 16, alpha 32, dropout .05, on q and v only: ModelConfig of TRL, targets of PEFT). Tokens are those of the rows (templates included, padding not). CPU seconds stand beside the clock's, since the machine may have other work.
 *
 *   npm run build && node bench/training/compare-trl.mjs CACHE_FOLDER ROWS.jsonl [COUNT] [THREADS]
 *
 * ROWS.jsonl: lines with `input` and `output`.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { ensureModel } from '../../dist/models/catalogue/ensure-model.js'
import { ensureEngine } from '../../dist/models/engines/ensure-engine.js'
import { environmentPython } from '../../dist/models/engines/trainer-python.js'
import { startTrainer } from '../../dist/models/trainer/start-trainer.js'

const [home, rowsPath, countText = '60', threadsText = '2'] = process.argv.slice(2)
const count = Number(countText)
const threads = Number(threadsText)
const defaultBatchRows = 8
const folder = mkdtempSync(join(tmpdir(), 'crossover-bench-training-'))
const engine = await ensureEngine({ name: 'trainer', home })
const { files } = await ensureModel({ name: 'local:smollm2-135m', home })
const chats = readFileSync(rowsPath, 'utf8')
  .split('\n')
  .slice(0, count)
  .map((line) => JSON.parse(line))
  .map(({ input, output }) => ({
    messages: [
      { role: 'user', content: input },
      { role: 'assistant', content: output },
    ],
  }))
mkdirSync(join(folder, 'data'))
writeFileSync(
  join(folder, 'data', 'train.jsonl'),
  `${chats.map((chat) => JSON.stringify(chat)).join('\n')}\n`,
)

const ours = await measureOurs('ours', {})
const sameAdapter = await measureOurs('same', {
  rank: 16,
  alpha: 32,
  dropout: 0.05,
  modules: ['q_proj', 'v_proj'],
})
const base = join(folder, 'ours', 'base', readdirSync(join(folder, 'ours', 'base'))[0])
const theirs = await measureTrl(base, ours.tokens)
for (const [name, { tokens, seconds, cpuSeconds, loss }] of Object.entries({
  ours,
  'ours q,v': sameAdapter,
  'trl sft': theirs,
}))
  console.log(
    `${name.padEnd(8)} ${tokens} tokens  ${seconds.toFixed(1)} s (${(tokens / seconds).toFixed(0)} tokens/s)  ${cpuSeconds.toFixed(1)} CPU s (${(tokens / cpuSeconds).toFixed(0)} tokens/CPU s)  loss ${loss}`,
  )
for (const [name, mine] of Object.entries({ ours, 'ours q,v': sameAdapter }))
  console.log(
    `trl sft / ${name.padEnd(8)} ${(theirs.seconds / mine.seconds).toFixed(2)} by the clock, ${(theirs.cpuSeconds / mine.cpuSeconds).toFixed(2)} by CPU time`,
  )
rmSync(folder, { recursive: true, force: true })

async function measureOurs(name, lora) {
  let pid = 0
  let cpuBefore = 0
  let found
  await startTrainer({
    engine,
    job: {
      kind: 'lora',
      folder: join(folder, name),
      base: { format: 'gguf', path: files.model },
      train: join(folder, 'data', 'train.jsonl'),
      threads,
      training: { epochs: 1, learningRate: 5e-4 },
      lora,
    },
    onEvent(event) {
      if (event.type === 'hello') pid = event.pid
      if (event.type === 'estimate') cpuBefore = cpuSecondsOf(pid)
      if (event.type === 'checkpoint')
        found = {
          tokens: event.trainTokens,
          seconds: event.trainSeconds,
          cpuSeconds: cpuSecondsOf(pid) - cpuBefore,
          loss: event.trainLoss.toFixed(3),
        }
    },
  })
  return found
}

/** Of the steps alone. Its loss is that of whole chats at its own rate: no figure to compare. */
async function measureTrl(model, tokens) {
  const steps = Math.ceil(count / defaultBatchRows)
  const oneStep = await runTrl(model, ['--max_steps', '1'])
  const whole = await runTrl(model, ['--num_train_epochs', '1'])
  return {
    tokens,
    seconds: whole.seconds,
    // The start and one step are taken off: what is left is all steps but one.
    cpuSeconds: ((whole.cpuSeconds - oneStep.cpuSeconds) * steps) / (steps - 1),
    loss: whole.loss,
  }
}

async function runTrl(model, more) {
  const given = [
    'sft',
    '--model_name_or_path',
    model,
    '--dataset_name',
    join(folder, 'data'),
    '--use_peft',
    'true',
  ]
  const quiet = [
    '--output_dir',
    join(folder, 'trl'),
    '--report_to',
    'none',
    '--save_strategy',
    'no',
    '--use_cpu',
    'true',
  ]
  const program = `import sys, resource; from trl.cli import main; sys.argv[0] = 'trl'
main(); used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print('CPU', sum(each.ru_utime + each.ru_stime for each in used))`
  const env = {
    ...process.env,
    HF_HUB_OFFLINE: '1',
    OMP_NUM_THREADS: String(threads),
    OMP_WAIT_POLICY: 'PASSIVE',
  }
  const started = performance.now()
  const child = spawn(environmentPython(engine.folder), ['-c', program, ...given, ...quiet, ...more], { env })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part) => (text += part))
  const code = await new Promise((resolve) => child.once('close', resolve))
  const cpu = /^CPU ([\d.]+)$/m.exec(text)
  if (code !== 0 || cpu === null)
    throw new Error(`trl sft failed after ${performance.now() - started} ms:\n${text.slice(-2000)}`)
  return {
    seconds: Number(/'train_runtime': '?([\d.]+)/.exec(text)?.[1]),
    loss: /'train_loss': '?([\d.]+)/.exec(text)?.[1] ?? '?',
    cpuSeconds: Number(cpu[1]),
  }
}

/** User and system time of a process, Linux only. */
function cpuSecondsOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}
