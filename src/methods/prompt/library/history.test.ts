import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PromptEvent, PromptScore } from './prompt-event.ts'
import { promptVersion } from './prompt-version.ts'
import { historyPath, readHistory } from './read-history.ts'
import { bestEvidence, lastCurrentVersion, recordedVersions } from './recorded-versions.ts'
import { appendEvents, keepVersion, versionPath } from './write-history.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossover-history-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const about = { name: 'short', author: 'Ann', at: '2026-11-24T10:00:00.000Z' }
const score: PromptScore = {
  metric: 'accuracy',
  value: 0.5,
  low: 0.1,
  high: 0.9,
  n: 4,
  candidate: 'c',
  as: 'prompt short',
  model: 'local:tiny',
}
const one = '1111111111'
const two = '2222222222'
const found = '3333333333'
const events: PromptEvent[] = [
  { event: 'recorded', ...about, version: one, isCurrent: true },
  { event: 'measured', ...about, version: one, by: 'try', score },
  { event: 'recorded', ...about, version: two, isCurrent: true, parent: `short@${one}`, note: 'shorter' },
  { event: 'recorded', ...about, version: found, isCurrent: false },
  { event: 'measured', ...about, version: one, by: 'run', score: { ...score, n: 60 } },
]

test('events come back in order, and no history is an empty one', async () => {
  expect(await readHistory(folder)).toEqual([])
  await appendEvents(folder, events.slice(0, 2))
  await appendEvents(folder, events.slice(2))
  expect(await readHistory(folder)).toEqual(events)
})

test('a line that a crash cut off is taken away, a whole one without its break is kept', async () => {
  await appendEvents(folder, events.slice(0, 1))
  appendFileSync(historyPath(folder), '{"event":"measu')
  expect(await readHistory(folder)).toEqual(events.slice(0, 1))
  await appendEvents(folder, events.slice(1, 2))
  writeFileSync(historyPath(folder), readFileSync(historyPath(folder), 'utf8').trimEnd())
  await appendEvents(folder, events.slice(2))
  expect(await readHistory(folder)).toEqual(events)
})

test('a damaged line is named, and an unfinished merge told apart', async () => {
  await appendEvents(folder, events.slice(0, 1))
  appendFileSync(historyPath(folder), '<<<<<<< ours\n')
  await expect(readHistory(folder)).rejects.toMatchObject({
    message: `${historyPath(folder)} line 2 is no event of a prompt: <<<<<<< ours`,
    hint: 'A merge is unfinished: keep the lines of both sides and delete the markers.',
  })
  await expect(appendEvents(folder, events)).rejects.toThrow('line 2 is no event')
})

test('versions have their parent, note and scores; the score on the most rows counts', () => {
  const versions = recordedVersions(events, 'short')
  expect(versions.map(({ version, parent, note }) => [version, parent, note])).toEqual([
    [one, undefined, undefined],
    [two, `short@${one}`, 'shorter'],
    [found, undefined, undefined],
  ])
  expect(bestEvidence(versions[0]?.scores ?? [])?.n).toBe(60)
  expect(bestEvidence([])).toBeUndefined()
})

test('what a search found was never current; what was promoted is', () => {
  expect(lastCurrentVersion(events, 'short')).toBe(two)
  const promoted: PromptEvent = { event: 'promoted', ...about, version: found }
  expect(lastCurrentVersion([...events, promoted], 'short')).toBe(found)
})

test('a version does not depend on how lines end, and its text is kept once', async () => {
  expect(promptVersion('a\r\nb\r\n')).toBe(promptVersion('a\nb\n'))
  const kept = { name: 'short', version: promptVersion('a'), text: 'a' }
  await keepVersion(folder, kept)
  await keepVersion(folder, { ...kept, text: 'another' })
  expect(readFileSync(versionPath(folder, kept), 'utf8')).toBe('a')
})
