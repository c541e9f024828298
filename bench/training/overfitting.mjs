/**
 * Trains LoRA adapters that must and must not learn their rows by heart, and asks what a run would say of them: 20 rows for 30
 * epochs, 400 rows for 2. Losses only; nothing is served.
 *
 *   node bench/training/overfitting.mjs <cache folder> <rows.jsonl> [field of the input] [field of the output]
 *
 * Needs the trainer engine (crossover engine add trainer) and at least 440 rows.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { judgeOverfitting } from '../../dist/decide/overfitting/judge-overfitting.js'
import { ensureModel } from '../../dist/models/catalogue/ensure-model.js'
import { ensureEngine } from '../../dist/models/engines/ensure-engine.js'
import { openTrainer } from '../../dist/models/trainer/open-trainer.js'

const [cache, file, input = 'input', output = 'output'] = process.argv.slice(2)
if (file === undefined) throw new Error('usage: overfitting.mjs <cache folder> <rows.jsonl>')
const home = resolve(cache)
const engine = await ensureEngine({ name: 'trainer', home, install: false })
const { files } = await ensureModel({ name: 'local:smollm2-135m', home })
const folder = mkdtempSync(join(tmpdir(), 'crossover-overfitting-'))
const trainer = openTrainer({ engine, folder, cache: join(home, 'bases') })
const chats = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
  .map((row) => ({
    messages: [
      { role: 'user', content: row[input] },
      { role: 'assistant', content: row[output] },
    ],
  }))

try {
  for (const { rows, epochs } of [
    { rows: 20, epochs: 30 },
    { rows: 400, epochs: 2 },
  ])
    report(rows, await train(rows, epochs))
} finally {
  rmSync(folder, { recursive: true })
}

async function train(rows, epochs) {
  const own = await trainer.folder(`rows-${rows}`)
  const write = (name, some) => {
    const path = join(own, name)
    writeFileSync(path, some.map((chat) => `${JSON.stringify(chat)}\n`).join(''))
    return path
  }
  const kept = []
  await trainer.train(
    {
      kind: 'lora',
      folder: join(own, 'job'),
      base: { format: 'gguf', path: files.model },
      train: write('train.jsonl', chats.slice(40, 40 + rows)),
      validation: write('validation.jsonl', chats.slice(0, 40)),
      training: { epochs, learningRate: 5e-4, batchRows: 8, maxTokens: 1024 },
      lora: { rank: 16, alpha: 32, dropout: 0, modules: ['all-linear'] },
      seed: 1,
    },
    {
      signal: new AbortController().signal,
      onStep: () => undefined,
      onEstimate: async () => ({ type: 'continue' }),
      onCheckpoint: async (checkpoint) => {
        kept.push(checkpoint)
        return { type: 'continue' }
      },
    },
  )
  return kept
}

/** Of the training as run, its last epoch served: no early stopping. */
function report(rows, kept) {
  const epochs = kept.map(({ epoch, trainLoss, validationLoss }) => ({
    epoch,
    trainLoss,
    validationLoss,
    // No answer is asked for: of a text, losses alone are judged.
    value: 0,
    rows: 40,
  }))
  const judged = judgeOverfitting({
    rows,
    metric: 'chrF',
    epochs,
    chosen: epochs.at(-1)?.epoch ?? 0,
    regularisation: [],
  })
  process.stdout.write(
    `${rows} rows, ${kept.length} epochs: ${judged.level}\n  ${judged.because.join('\n  ')}\n`,
  )
  if (judged.next !== undefined) process.stdout.write(`  ${judged.next}\n`)
}
