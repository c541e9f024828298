import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EncoderJob, TrainingCheckpoint } from '../../contracts/trainer.ts'
import { fakeTrainers } from './fake-trainer.fixture.ts'
import { openTrainer } from './open-trainer.ts'

const hasPython = spawnSync('python3', ['--version']).status === 0
const engine = { name: 'trainer', folder: '/nowhere', version: '0' } as const

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossover-open-trainer-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe.skipIf(!hasPython)('openTrainer (needs python3)', () => {
  it('gives an encoder’s probabilities with its epoch, and the paths of its export at the end', async () => {
    const command = { path: 'python3', args: ['-c', fakeTrainers.encoding] }
    const trainer = openTrainer({ engine, folder, cache: join(folder, 'bases'), command })
    const job: EncoderJob = {
      kind: 'encoder',
      folder: join(await trainer.folder('one'), 'job'),
      base: { format: 'folder', path: '/base' },
      train: '/train.jsonl',
      validation: '/validation.jsonl',
      training: { epochs: 1, learningRate: 1e-4, batchRows: 8, maxTokens: 64 },
      encoder: { labels: ['a', 'b'], labelSmoothing: 0, classWeights: 'none', contrastiveEpochs: 0 },
      seed: 1,
    }
    const seen: TrainingCheckpoint[] = []
    const end = await trainer.train(job, {
      signal: new AbortController().signal,
      onEstimate: () => Promise.resolve({ type: 'continue' }),
      onCheckpoint: (checkpoint) => {
        seen.push(checkpoint)
        return Promise.resolve({ type: 'continue', best: 1 })
      },
      onStep: () => undefined,
    })
    expect(seen.map(({ epoch, probabilities }) => ({ epoch, probabilities }))).toEqual([
      {
        epoch: 1,
        probabilities: [
          [0.25, 0.75],
          [1, 0],
        ],
      },
    ])
    expect(end).toEqual({
      reason: 'finished',
      exported: {
        folder: join(job.folder, 'epoch-1'),
        onnx: join(job.folder, 'export', 'model.onnx'),
        int8: join(job.folder, 'export', 'model.int8.onnx'),
        tokenizer: join(job.folder, 'export', 'tokenizer.json'),
      },
    })
  })
})
