import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FitOutcome, Method } from '../../contracts/method.ts'
import { EngineError } from '../../errors.ts'
import { methodOf } from '../../methods/registry.ts'
import { openTrainer } from '../../models/trainer/open-trainer.ts'
import { fitOne } from './fit-one.ts'
import { searchRig, type SearchRig } from './search-rig.fixture.ts'

const quick = methodOf('baseline/ngram-linear')

let rig: SearchRig
beforeEach(() => {
  rig = searchRig(
    { models: { language: ['local:a'] }, prompting: { budgetMinutes: 0 }, validation: 6 },
    () => 'bread',
  )
})
afterEach(() => rig.close())

const folderOf = (key: string) => join(rig.task.folder, '.crossover', 'training', key)

/** Fits a method that leaves checkpoints in two folders, as a search of recipes does, before it ends as it is told. */
async function fitLeaving(end: (done: FitOutcome) => FitOutcome) {
  const run = rig.run()
  const engine = { name: 'trainer', folder: '/nowhere', version: '0' } as const
  const folder = join(run.store.folder, 'training')
  const trainer = openTrainer({ engine, folder, cache: join(folder, 'bases') })
  writeFileSync(join(await trainer.folder('of-an-earlier-version'), 'epoch-1'), 'weights')
  const method: Method = {
    ...quick,
    async fit(spec, split, context) {
      for (const key of ['tried', 'won']) {
        const path = (await context.trainer?.folder(key)) ?? expect.unreachable('there is no trainer')
        writeFileSync(join(path, 'epoch-1'), 'weights')
      }
      return end(await quick.fit(spec, split, context))
    },
  }
  const [spec = null] = quick.specs(rig.task)
  return { run, outcome: await fitOne({ ...run, trainer }, { method, spec }, rig.split) }
}

test('what a trainer left of a fit goes once its candidate is stored, and nothing else does', async () => {
  const { run, outcome } = await fitLeaving((done) => done)
  const candidate = 'candidate' in outcome ? outcome.candidate : undefined
  expect(run.store.candidates.byRecipe(candidate?.recipe ?? '')).toEqual(candidate)
  expect(['tried', 'won', 'of-an-earlier-version'].map((key) => existsSync(folderOf(key)))).toEqual([
    false,
    false,
    true,
  ])
})

test('of a fit that came to no candidate it stays, to go on from', async () => {
  const reason = { reason: 'training would take about 25 min', command: 'crossover run' }
  await fitLeaving(() => ({ notMeasured: reason }))
  expect(existsSync(join(folderOf('won'), 'epoch-1'))).toBe(true)
  await fitLeaving(() => ({ pending: { jobId: 'job-1', checkAfterMs: 60_000 } }))
  expect(existsSync(join(folderOf('won'), 'epoch-1'))).toBe(true)
})

test('of a fit that was cut off it stays, and goes when the fit is done', async () => {
  const cut = fitLeaving(() => {
    throw new EngineError('The trainer was killed.')
  })
  await expect(cut).rejects.toThrow('The trainer was killed.')
  expect(existsSync(join(folderOf('tried'), 'epoch-1'))).toBe(true)
  await fitLeaving((done) => done)
  expect(existsSync(folderOf('tried'))).toBe(false)
})
