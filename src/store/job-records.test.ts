import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStore } from './open-store.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossover-jobs-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('a job is there for the next run, step by step, until it is forgotten', () => {
  const files = { provider: 'lab', trainingFile: 'file-2', validationFile: 'file-1' }
  const first = openStore(folder)
  first.jobs.save('recipe', files)
  expect(first.jobs.get('recipe')).toEqual(files)
  first.jobs.save('recipe', { ...files, jobId: 'ftjob-1' })
  first.close()
  const second = openStore(folder)
  expect(second.jobs.get('recipe')).toEqual({ ...files, jobId: 'ftjob-1' })
  expect(second.jobs.get('another')).toBeUndefined()
  second.jobs.remove('recipe')
  expect(second.jobs.get('recipe')).toBeUndefined()
  second.close()
})
