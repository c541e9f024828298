import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Example } from '../../../contracts/example.ts'
import type { FitContext } from '../../../contracts/method.ts'
import type { TextClassifier } from '../../../contracts/model.ts'
import { silentProgress } from '../../../contracts/progress.ts'
import { taskFileSchema, type Metric } from '../../../contracts/task.ts'
import type { EncoderJob, Trainer, TrainingReply } from '../../../contracts/trainer.ts'
import type { Store } from '../../../store/open-store.ts'

/** What the stand-in of the trainer was told, and what it answers. */
export interface Rig {
  folder: string
  store: Store
  /** Probabilities of the validation rows, an epoch each. */
  epochs: number[][][]
  /** Logits by text, of each export. */
  exports: { 'model.int8.onnx': Logits; 'model.onnx': Logits }
  seconds: number
  told: { job?: EncoderJob; replies: TrainingReply[]; opened: string[] }
}

type Logits = { [text: string]: number[] }

/** A row of a desk with two labels or more. */
export function deskRow(id: string, expected: string): Example {
  return { id, input: { text: `text ${id}` }, expected, source: { file: 'rows.jsonl', line: 1 } }
}

/** Trains nothing: shows the epochs until it is told to stop, and leaves the exports. */
export function standInTrainer(rig: Rig): Trainer {
  return {
    async folder(key) {
      const path = join(rig.folder, 'training', key)
      await mkdir(path, { recursive: true })
      return path
    },
    release: (key) => rm(join(rig.folder, 'training', key), { recursive: true }),
    async train(job, watch) {
      if (job.kind !== 'encoder') throw new RangeError('not an encoder')
      rig.told.job = job
      const estimate = { seconds: rig.seconds, memoryBytes: 1, freeMemoryBytes: null }
      if ((await watch.onEstimate(estimate)).type === 'stop') return { reason: 'estimated' }
      let best = 0
      for (const [index, probabilities] of rig.epochs.entries()) {
        const epoch = index + 1
        const facts = { trainLoss: 2, validationLoss: 3, trainSeconds: 1, probabilities }
        const reply = await watch.onCheckpoint({
          epoch,
          folder: join(job.folder, `epoch-${epoch}`),
          ...facts,
        })
        rig.told.replies.push(reply)
        best = reply.best ?? best
        if (reply.type === 'stop') break
      }
      return { reason: 'finished', exported: await writeExport(rig, join(job.folder, `epoch-${best}`)) }
    },
    score: () => Promise.reject(new RangeError('encoders have no scores of tokens')),
  }
}

async function writeExport({ exports }: Rig, folder: string) {
  await mkdir(folder, { recursive: true })
  for (const name of ['config.json', 'model.safetensors', 'head.safetensors', 'classifier.json'])
    await writeFile(join(folder, name), `${name} of ${folder.slice(-1)}`)
  for (const name of ['tokenizer.json', 'tokenizer_config.json']) await writeFile(join(folder, name), name)
  for (const [name, logits] of Object.entries(exports))
    await writeFile(join(folder, name), JSON.stringify(logits))
  const at = (name: string) => join(folder, name)
  return { folder, onnx: at('model.onnx'), int8: at('model.int8.onnx'), tokenizer: at('tokenizer.json') }
}

/** Answers with the logits that stand in the file. */
async function standInClassifier(path: string): Promise<TextClassifier> {
  const logits = JSON.parse(await readFile(path, 'utf8')) as Logits
  return {
    logits: (texts) => Promise.resolve(texts.map((text) => Float32Array.from(logits[text] ?? [0, 0]))),
    close: () => Promise.resolve(),
  }
}

/** A task of two desks, its models stood in for. */
export function rigContext(
  rig: Rig,
  changes: Partial<FitContext> = {},
  metric: Metric = 'accuracy',
): FitContext {
  const file = taskFileSchema.parse({
    name: 'desk',
    kind: 'classification',
    data: { train: 'rows.jsonl' },
    success: { quality: { metric, atLeast: 0.5 } },
  })
  const identity = { role: 'embedding', provider: 'local', sha256: 'a'.repeat(64) } as const
  const unused = () => Promise.reject(new RangeError('not used here'))
  return {
    task: { ...file, path: join(rig.folder, 'task.yaml'), folder: rig.folder, defaults: [] },
    pool: {
      identify: unused,
      language: unused,
      embedder: unused,
      encoderBase: (name) =>
        Promise.resolve({
          identity: { ...identity, name, parameters: 22e6 },
          folder: () => Promise.resolve('/base'),
        }),
      classifier: ({ model }) => {
        rig.told.opened.push(model)
        return standInClassifier(model)
      },
      close: () => Promise.resolve(),
    },
    artifacts: rig.store.artifacts,
    open: unused,
    evaluate: unused,
    seed: 1,
    signal: new AbortController().signal,
    progress: silentProgress,
    budget: { minutes: 20 },
    trainer: standInTrainer(rig),
    known: () => undefined,
    ...changes,
  }
}
