import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { candidateNamed, cardNamed } from '../model-card.fixture.ts'
import { promote, rollBack } from './promote.ts'
import { currentRelease, readReleases, releasesPath } from './release-history.ts'

const folderFor = () => mkdtempSync(join(tmpdir(), 'crossover-releases-'))
const ann = { by: 'Ann', at: new Date('2026-11-01T10:00:00Z') }
const current = async (folder: string) => (await currentRelease(folder))?.candidate.name

describe('promote and rollBack', () => {
  it('write down who, when and why, and say what was before', async () => {
    const folder = folderFor()
    expect(await promote(folder, cardNamed('head'), { ...ann, note: 'tests passed' })).toEqual({
      now: cardNamed('head'),
    })
    const { before } = await promote(folder, cardNamed('prompt'), ann)
    expect(before?.candidate.name).toBe('head')
    expect((await readReleases(folder))[0]).toEqual({
      event: 'promoted',
      version: cardNamed('head').candidate.version,
      by: 'Ann',
      at: '2026-11-01T10:00:00.000Z',
      note: 'tests passed',
      card: cardNamed('head'),
    })
  })

  it('go back one release at a time, to none', async () => {
    const folder = folderFor()
    for (const name of ['a', 'b', 'c']) await promote(folder, cardNamed(name), ann)
    expect((await rollBack(folder, ann)).now?.candidate.name).toBe('b')
    expect(await current(folder)).toBe('b')
    expect((await rollBack(folder, ann)).now?.candidate.name).toBe('a')
    await promote(folder, cardNamed('c'), ann)
    expect((await rollBack(folder, ann)).now?.candidate.name).toBe('a')
    expect((await rollBack(folder, ann)).now).toBeUndefined()
    expect(await current(folder)).toBeUndefined()
    await expect(rollBack(folder, ann)).rejects.toThrow('Nothing is released')
    expect(await readReleases(folder)).toHaveLength(8)
  })

  it('write nothing where it is released already', async () => {
    const folder = folderFor()
    await promote(folder, cardNamed('head'), ann)
    await promote(folder, cardNamed('head'), ann)
    expect(await readReleases(folder)).toHaveLength(1)
  })

  it('refuse what was recorded elsewhere', async () => {
    const card = cardNamed('gpt', { candidate: candidateNamed('gpt', { kind: 'recorded' }) })
    await expect(promote(folderFor(), card, ann)).rejects.toThrow('it answers no new input')
  })

  it('take the last line of two branches, in whatever order a merge left them', async () => {
    const [mine, theirs] = [folderFor(), folderFor()]
    for (const folder of [mine, theirs]) await promote(folder, cardNamed('a'), ann)
    await promote(mine, cardNamed('b'), ann)
    await rollBack(theirs, ann)
    const [, added = ''] = readFileSync(releasesPath(theirs), 'utf8').split('\n')
    appendFileSync(releasesPath(mine), `${added}\n`)
    expect(await current(mine)).toBe('b')
    expect((await rollBack(mine, ann)).now).toBeUndefined()
  })

  it('say so where a merge is unfinished', async () => {
    const folder = folderFor()
    writeFileSync(releasesPath(folder), '<<<<<<< HEAD\n')
    await expect(currentRelease(folder)).rejects.toMatchObject({
      message: expect.stringContaining('releases.jsonl line 1') as string,
      hint: expect.stringContaining('keep the lines of both sides') as string,
    })
  })
})
