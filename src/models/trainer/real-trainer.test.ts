import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EngineError } from '../../errors.ts'
import { ensureModel } from '../catalogue/ensure-model.ts'
import type { Engine } from '../engines/engine.ts'
import { ensureEngine } from '../engines/ensure-engine.ts'
import { environmentPython, pythonFolder } from '../engines/trainer-python.ts'
import { ensureEncoderBase } from './ensure-encoder-base.ts'
import type { TrainerCheckpoint, TrainerEvent } from './events.ts'
import { scoredRowSchema } from './job.ts'
import type { TrainerJob } from './job.ts'
import { startTrainer } from './start-trainer.ts'
import { madeChats, madeTexts, makeTinyModel, tinyLoraJob } from './tiny-jobs.fixture.ts'

const home = process.env['CROSSOVER_TEST_HOME']
const isWanted = process.env['CROSSOVER_TEST_TRAINER'] === '1' && home !== undefined

describe.skipIf(!isWanted)(
  'the trainer (needs CROSSOVER_TEST_TRAINER=1 and its engine)',
  { timeout: 600_000 },
  () => {
    let folder = ''
    let engine: Engine
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'crossover-real-trainer-'))
      engine = await ensureEngine({ name: 'trainer', home: resolve(home ?? '') })
      await writeFile(join(folder, 'chats.jsonl'), madeChats(40))
      await writeFile(join(folder, 'texts.jsonl'), madeTexts(40))
      makeTinyModel(engine, folder)
    })
    afterAll(() => rm(folder, { recursive: true, force: true }))

    const training = { epochs: 2, learningRate: 1e-3, batchRows: 8 }

    const loraJob = (name: string, more: Parameters<typeof tinyLoraJob>[2] = {}) =>
      tinyLoraJob(folder, name, more)

    /** Runs a job; its process is killed once it has shown `killAfter` checkpoints. */
    async function run(job: TrainerJob, killAfter?: number) {
      const events: TrainerEvent[] = []
      const onEvent = (event: TrainerEvent): undefined => {
        events.push(event)
        const hello = events.find(({ type }) => type === 'hello')
        const shown = events.filter(({ type }) => type === 'checkpoint').length
        if (shown === killAfter && hello?.type === 'hello') process.kill(hello.pid, 'SIGKILL')
      }
      const done = await startTrainer({ engine, job, onEvent }).catch((error: unknown) => error)
      const checkpoints = events.filter((event): event is TrainerCheckpoint => event.type === 'checkpoint')
      return { done, events, checkpoints }
    }

    it('has pieces that do as their own tests say', () => {
      const program = ['-B', '-m', 'unittest', 'tests/test_pieces.py']
      const tests = spawnSync(environmentPython(engine.folder), program, { cwd: pythonFolder })
      expect(tests.stderr.toString()).toMatch(/OK\s*$/)
    })

    it('trains an adapter, epoch by epoch, and its loss falls', async () => {
      const { done, events, checkpoints } = await run(loraJob('plain'))
      expect(done).toMatchObject({ type: 'done', reason: 'finished', best: 2 })
      expect(events.some(({ type }) => type === 'estimate')).toBe(true)
      const [first, second] = checkpoints
      expect(second?.validationLoss).toBeLessThan(first?.validationLoss ?? 0)
      const config: unknown = JSON.parse(
        await readFile(join(second?.folder ?? '', 'adapter_config.json'), 'utf8'),
      )
      expect(config).toMatchObject({ r: 4 })
    })

    it('killed after an epoch it goes on from there and ends with the same losses', async () => {
      const whole = await run(loraJob('whole', { training: { ...training, epochs: 3 } }))
      const job = loraJob('killed', { training: { ...training, epochs: 3 } })
      const killed = await run(job, 2)
      expect(killed.done).toBeInstanceOf(EngineError)
      const resumed = await run(job)
      expect(resumed.checkpoints.map(({ isResumed }) => isResumed)).toEqual([true, true, false])
      const losses = (checkpoints: TrainerCheckpoint[]) =>
        checkpoints.map(({ validationLoss }) => validationLoss)
      expect(losses(resumed.checkpoints).map((loss) => loss?.toFixed(3))).toEqual(
        losses(whole.checkpoints).map((loss) => loss?.toFixed(3)),
      )
    })

    it('refuses to go on in the folder of another job', async () => {
      const { done } = await run(loraJob('plain', { seed: 9 }))
      expect(done).toMatchObject({ failure: 'other-job' })
    })

    it('says when the loss is no number', async () => {
      const wild = { ...training, learningRate: 1e30, warmupShare: 0 }
      const { done } = await run(loraJob('wild', { training: wild }))
      expect(done).toMatchObject({ failure: 'nan-loss' })
    })

    it('counts rows longer than the context, and stops when none is left', async () => {
      const { done } = await run(loraJob('short', { training: { ...training, maxTokens: 8 } }))
      expect(done).toMatchObject({ failure: 'too-long' })
      expect(String(done)).toContain('Every training row is longer than 8 tokens')
    })

    it('scores answers token by token', async () => {
      const scored = join(folder, 'scored')
      const base = { format: 'folder', path: join(folder, 'tiny') } as const
      const adapter = join(folder, 'plain', 'epoch-2')
      const job = {
        kind: 'score',
        folder: scored,
        base,
        validation: join(folder, 'chats.jsonl'),
        adapter,
      } as const
      const { done } = await run(job)
      expect(done).toMatchObject({ scores: 'scores.jsonl' })
      const [line = ''] = (await readFile(join(scored, 'scores.jsonl'), 'utf8')).split('\n')
      const row = scoredRowSchema.parse(JSON.parse(line))
      expect(row.top).toHaveLength(row.answerTokens.length)
    })

    it('trains an encoder and exports it', async () => {
      const job: TrainerJob = {
        kind: 'encoder',
        folder: join(folder, 'encoder'),
        base: { format: 'folder', path: await ensureEncoderBase({ home: resolve(home ?? '') }) },
        train: join(folder, 'texts.jsonl'),
        validation: join(folder, 'texts.jsonl'),
        training: { epochs: 1, learningRate: 5e-5, batchRows: 8 },
        encoder: {
          labels: ['card', 'loan'],
          labelSmoothing: 0.05,
          classWeights: 'balanced',
          contrastiveEpochs: 1,
        },
      }
      const { done } = await run(job)
      expect(done).toMatchObject({ best: 1, export: { sameLabel: { rows: 40, onnx: 1 } } })
    })

    it('trains the catalogue’s language model from its GGUF file', async () => {
      const { files } = await ensureModel({ name: 'local:smollm2-135m', home: resolve(home ?? '') })
      const base = { format: 'gguf', path: files.model } as const
      const { checkpoints } = await run(loraJob('smollm2', { base, training: { ...training, epochs: 1 } }))
      expect(checkpoints[0]?.validationLoss).toBeLessThan(2)
    })
  },
)
