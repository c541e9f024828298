import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DataError, EngineError, StoppedError } from '../../errors.ts'
import type { TrainerEvent } from './events.ts'
import { TrainingError } from './training-error.ts'
import { fakeTrainers } from './fake-trainer.fixture.ts'
import { startTrainer } from './start-trainer.ts'
import type { TrainerStart } from './start-trainer.ts'

const hasPython = spawnSync('python3', ['--version']).status === 0
const engine = { name: 'trainer', folder: '/nowhere', version: '0' } as const

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossover-trainer-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function fake(program: keyof typeof fakeTrainers, more: Partial<TrainerStart> = {}): TrainerStart {
  return {
    engine,
    job: { kind: 'probe' },
    command: { path: 'python3', args: ['-c', fakeTrainers[program]] },
    ...more,
  }
}

async function isGone(pid: number): Promise<boolean> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => 'Z')
    if (state === 'Z' || state.includes(') Z ')) return true
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return false
}

describe.skipIf(!hasPython)('startTrainer (needs python3)', () => {
  it('answers checkpoints as its handler does, and continues where it says nothing', async () => {
    const seen: number[] = []
    const onEvent = (event: TrainerEvent) => {
      if (event.type !== 'checkpoint') return undefined
      seen.push(event.epoch)
      return event.epoch === 3 ? ({ type: 'stop', best: 2 } as const) : undefined
    }
    const done = await startTrainer(fake('obedient', { onEvent }))
    expect(seen).toEqual([1, 2, 3])
    expect(done).toEqual({ type: 'done', reason: 'stopped', best: 2 })
  })

  it('refuses a wrong job before it starts anything', async () => {
    const job = {
      kind: 'score',
      folder: 'relative',
      base: { format: 'gguf', path: '/x' },
      validation: '/v',
    } as const
    await expect(startTrainer({ ...fake('obedient'), job })).rejects.toThrow(
      'A training job is wrong at folder: must be an absolute path.',
    )
  })

  it('ends a crash with the last lines of its log, and keeps the whole log', async () => {
    const logPath = join(folder, 'trainer.log')
    const work = startTrainer(fake('crashing', { logPath }))
    await expect(work).rejects.toThrow(/ended \(signal SIGKILL\) at stage train[^]*the last words/)
    await expect(work).rejects.toBeInstanceOf(EngineError)
    expect(await readFile(logPath, 'utf8')).toBe('Traceback: the last words\n')
  })

  it('ends a trainer that falls silent', async () => {
    const work = startTrainer(fake('silent', { silenceMs: 1_500 }))
    await expect(work).rejects.toThrow('no sign of life for 2 s (stage: estimate)')
  })

  it('ends a trainer that speaks nonsense, with the line', async () => {
    await expect(startTrainer(fake('garbled'))).rejects.toThrow('no event: Loading weights: 12 %')
  })

  it('does not take leaving without a word for success', async () => {
    await expect(startTrainer(fake('leaving'))).rejects.toThrow('ended (exit code 0) at stage start')
  })

  it('says when the environment is not there', async () => {
    const command = { path: '/nowhere/python', args: [] }
    await expect(startTrainer({ ...fake('obedient'), command })).rejects.toThrow('ENOENT')
  })

  it('passes failures on with their code and hint', async () => {
    const diverged = startTrainer(fake('diverging'))
    await expect(diverged).rejects.toMatchObject({
      failure: 'nan-loss',
      hint: 'Lower training.learningRate.',
    })
    await expect(diverged).rejects.toBeInstanceOf(TrainingError)
    await expect(startTrainer(fake('pickled'))).rejects.toMatchObject({ failure: 'pickle' })
  })

  it('asks to cancel when its signal fires', async () => {
    const stop = new AbortController()
    const onEvent = (): undefined => {
      stop.abort()
    }
    await expect(startTrainer(fake('cancellable', { onEvent, signal: stop.signal }))).rejects.toBeInstanceOf(
      StoppedError,
    )
  })

  it.skipIf(process.platform !== 'linux')('ends the whole group of one that does not listen', async () => {
    const stop = new AbortController()
    let child = 0
    const onEvent = (event: TrainerEvent): undefined => {
      if (event.type === 'progress') child = event.step
      stop.abort()
    }
    const work = startTrainer(fake('deaf', { onEvent, signal: stop.signal, graceMs: 200 }))
    await expect(work).rejects.toBeInstanceOf(StoppedError)
    expect(await isGone(child)).toBe(true)
  })

  it('throws what its handler throws, and ends the trainer', async () => {
    const onEvent = (): undefined => {
      throw new DataError('scoring failed')
    }
    await expect(startTrainer(fake('obedient', { onEvent }))).rejects.toThrow('scoring failed')
  })
})
