import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../engines/engine.ts'
import { ensureEngine } from '../engines/ensure-engine.ts'
import { environmentPython } from '../engines/trainer-python.ts'
import type { TrainerJob } from './job.ts'
import { startTrainer } from './start-trainer.ts'
import { madeChats, madeTexts, makeTinyModel, tinyLoraJob } from './tiny-jobs.fixture.ts'

const home = process.env['CROSSOVER_TEST_HOME']
const isWanted = process.env['CROSSOVER_TEST_TRAINER'] === '1' && home !== undefined

describe.skipIf(!isWanted)(
  'what the trainer refuses (needs CROSSOVER_TEST_TRAINER=1 and its engine)',
  { timeout: 600_000 },
  () => {
    let folder = ''
    let engine: Engine
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'crossover-refusals-'))
      engine = await ensureEngine({ name: 'trainer', home: resolve(home ?? '') })
      await writeFile(join(folder, 'chats.jsonl'), madeChats(16))
      makeTinyModel(engine, folder)
    })
    afterAll(() => rm(folder, { recursive: true, force: true }))

    const loraJob = (name: string, more: Parameters<typeof tinyLoraJob>[2] = {}) =>
      tinyLoraJob(folder, name, more)

    /** The tiny model with something changed. */
    async function changedModel(name: string, change: (path: string) => Promise<void>) {
      const path = join(folder, name)
      await cp(join(folder, 'tiny'), path, { recursive: true })
      await change(path)
      return { format: 'folder', path } as const
    }

    it('a pickle, which it never opens', async () => {
      const base = await changedModel('pickled', async (path) => {
        await rm(join(path, 'model.safetensors'))
        // Loading this would write a file.
        const trap = `import pickle,os;pickle.dump(type("T",(),{"__reduce__":lambda self:(os.system,("touch ${join(folder, 'sprung')}",))})(),open("${join(path, 'pytorch_model.bin')}","wb"))`
        expect(spawnSync(environmentPython(engine.folder), ['-c', trap]).status).toBe(0)
      })
      await expect(startTrainer({ engine, job: loraJob('a', { base }) })).rejects.toMatchObject({
        failure: 'pickle',
        message: expect.stringContaining('a pickle, which can run code when loaded') as string,
      })
      await expect(readFile(join(folder, 'sprung'))).rejects.toThrow('ENOENT')
    })

    it('a base of an architecture nobody knows', async () => {
      const base = await changedModel('strange', async (path) => {
        const config = JSON.parse(await readFile(join(path, 'config.json'), 'utf8')) as object
        const strange = { ...config, model_type: 'abacus', architectures: ['AbacusForCausalLM'] }
        await writeFile(join(path, 'config.json'), JSON.stringify(strange))
      })
      await expect(startTrainer({ engine, job: loraJob('b', { base }) })).rejects.toMatchObject({
        failure: 'architecture',
        message: expect.stringContaining('abacus') as string,
      })
    })

    it('rows of one label only', async () => {
      const texts = join(folder, 'one.jsonl')
      await writeFile(texts, madeTexts(16).replaceAll('"loan"', '"card"'))
      const job: TrainerJob = {
        kind: 'encoder',
        folder: join(folder, 'c'),
        base: { format: 'folder', path: join(folder, 'tiny') },
        train: texts,
        validation: texts,
        training: { epochs: 1, learningRate: 1e-3 },
        encoder: { labels: ['card', 'loan'] },
      }
      await expect(startTrainer({ engine, job })).rejects.toMatchObject({
        failure: 'one-label',
        message: "All training rows have one label, 'card': there is nothing to tell apart.",
      })
    })

    it('answers longer than the context', async () => {
      const job = loraJob('d', { training: { epochs: 1, learningRate: 1e-3, maxTokens: 8 } })
      await expect(startTrainer({ engine, job })).rejects.toMatchObject({
        failure: 'too-long',
        message: expect.stringMatching(/longer than 8 tokens \(the longest has \d+\)/u) as string,
      })
    })

    it('an adapter that holds a pickle', async () => {
      const adapter = join(folder, 'adapter')
      await mkdir(adapter)
      await writeFile(join(adapter, 'adapter_config.json'), '{}')
      await writeFile(join(adapter, 'adapter_model.bin'), 'no matter')
      const { base } = loraJob('e')
      const job: TrainerJob = {
        kind: 'score',
        folder: join(folder, 'e'),
        base,
        adapter,
        validation: join(folder, 'chats.jsonl'),
      }
      await expect(startTrainer({ engine, job })).rejects.toMatchObject({ failure: 'pickle' })
    })

    it('a Python without its packages', async () => {
      const [bare] = ['python3', 'python'].filter((name) => spawnSync(name, ['--version']).status === 0)
      const command = {
        path: bare ?? 'python3',
        args: ['-B', '-E', '-s', '-S', '-u', '-m', 'crossover_trainer'],
      }
      await expect(startTrainer({ engine, job: loraJob('f'), command })).rejects.toMatchObject({
        failure: 'environment',
      })
    })

    it('a disk that is full', async ({ skip }) => {
      const small = join(folder, 'small')
      await mkdir(small)
      const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'crossover', small])
      if (mounted.status !== 0) return skip('only root can make a small disk')
      try {
        const job = loraJob('unused', { folder: join(small, 'job') })
        await expect(startTrainer({ engine, job })).rejects.toMatchObject({
          failure: 'disk-full',
          message: expect.stringMatching(/MB free; a checkpoint needs/u) as string,
        })
      } finally {
        spawnSync('umount', [small])
      }
    })
  },
)
