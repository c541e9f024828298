import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from './open-store.ts'
import { openDatabase } from './sqlite.ts'

const folderFor = () => mkdtempSync(join(tmpdir(), 'crossover-store-'))
const key = { version: 'v1', inputHash: 'h1', sample: 0 }
const prediction = { output: 'billing', validity: 'first' as const, latencyMs: 3, confidence: 0.5 }

test('what was answered is there after reopening, and the first answer under a key stays', () => {
  const folder = folderFor()
  const first = openStore(folder)
  first.predictions.save(key, prediction)
  first.predictions.save(key, { ...prediction, output: 'till' })
  first.predictions.saveAttempt({ ...key, inputHash: 'h2' }, 'timed out')
  first.close()
  const second = openStore(folder)
  expect(second.predictions.get(key)).toEqual(prediction)
  expect(second.predictions.get({ ...key, sample: 1 })).toBeUndefined()
  expect(second.predictions.countAttempts('v1')).toBe(1)
  second.close()
})

test('a second writer is refused, naming the process that holds the state', () => {
  const folder = folderFor()
  const store = openStore(folder)
  expect(() => openStore(folder)).toThrow(`process ${process.pid}`)
  store.close()
  openStore(folder).close()
})

test('the lock of a dead process, or a half-written one, is taken over', () => {
  const folder = folderFor()
  openStore(folder).close()
  for (const content of [JSON.stringify({ pid: 2 ** 22 + 1, host: '', since: '' }), '{']) {
    writeFileSync(join(folder, '.crossover', 'lock'), content.replace('"host":""', `"host":"${hostOf()}"`))
    expect(() => openStore(folder).close()).not.toThrow()
  }
})

test('a state folder of a newer crossover is refused and left as it is', () => {
  const folder = folderFor()
  openStore(folder).close()
  const path = join(folder, '.crossover', 'crossover.db')
  const database = openDatabase(path)
  database.exec("insert into migrations values (99, 'later')")
  database.close()
  expect(() => openStore(folder)).toThrow('written by a newer crossover (schema 99; this one knows up to')
  expect(() => openStore(folder)).toThrow('newer crossover') // and the lock was given back
})

test('a file where the state folder should be is one message', () => {
  const folder = folderFor()
  writeFileSync(join(folder, '.crossover'), 'not a folder')
  expect(() => openStore(folder)).toThrow(`Cannot write to ${join(folder, '.crossover')}`)
})

test('artifacts are kept once by digest and damage is noticed', async () => {
  const folder = folderFor()
  const store = openStore(folder)
  const artifact = await store.artifacts.put('head', Buffer.from('weights'))
  expect(await store.artifacts.put('again', Buffer.from('weights'))).toEqual({ ...artifact, name: 'again' })
  const files = readdirSync(join(store.folder, 'artifacts'))
  expect(files).toEqual([artifact.sha256])
  expect(Buffer.from(await store.artifacts.get(artifact)).toString()).toBe('weights')
  writeFileSync(join(store.folder, 'artifacts', artifact.sha256), 'other')
  await expect(store.artifacts.get(artifact)).rejects.toThrow('damaged on disk')
  await expect(store.artifacts.get({ name: 'x', sha256: 'no' })).rejects.toThrow('is missing')
  store.close()
})

test('a latency pass is read back in its order, and the latest choice wins', () => {
  const store = openStore(folderFor())
  store.latencies.save('v1', 'rows', [
    { inputHash: 'b', latencyMs: 2, computeMs: 1 },
    { inputHash: 'a', latencyMs: 1 },
  ])
  expect(store.latencies.get('v1', 'rows').map((sample) => sample.inputHash)).toEqual(['b', 'a'])
  store.chosen.save({ choice: 'tune', version: 'v1', leading: false })
  store.chosen.save({ choice: 'none', leading: false })
  expect(store.chosen.latest()).toEqual({ choice: 'none', leading: false })
  store.close()
})

function hostOf(): string {
  const folder = folderFor()
  const store = openStore(folder)
  const { host } = JSON.parse(readFileSync(join(folder, '.crossover', 'lock'), 'utf8')) as { host: string }
  store.close()
  return host
}
