import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cardNamed, figure } from '../model-card.fixture.ts'
import { cardsPath, keepCards, readCards } from './card-registry.ts'

const folderFor = () => mkdtempSync(join(tmpdir(), 'crossover-cards-'))
const linesOf = (folder: string) => readFileSync(cardsPath(folder), 'utf8').trim().split('\n')

describe('cards', () => {
  it('are none before the first run', async () => {
    expect(await readCards(folderFor())).toEqual([])
  })

  it('are added only where they say something new, whatever the time and the machine', async () => {
    const folder = folderFor()
    await keepCards(folder, [cardNamed('head'), cardNamed('prompt')])
    const { environment } = cardNamed('head')
    const later = { createdAt: '2026-11-02T10:00:00.000Z', environment: { ...environment, node: '24.0.0' } }
    await keepCards(folder, [cardNamed('head', later), cardNamed('prompt', later)])
    expect(linesOf(folder)).toHaveLength(2)
    await keepCards(folder, [cardNamed('head', { ...later, metrics: { test: figure(0.7, 100) } })])
    expect(linesOf(folder)).toHaveLength(3)
  })

  it('keep figures that a later run did not measure, and the time they were first written', async () => {
    const folder = folderFor()
    const data = { ...cardNamed('head').data, test: { fingerprint: 'c'.repeat(64) } }
    await keepCards(folder, [
      cardNamed('head', {
        data,
        metrics: { validation: figure(0.8, 10), test: figure(0.7, 100) },
        verdict: 'chosen',
      }),
    ])
    await keepCards(folder, [cardNamed('head', { createdAt: '2026-11-02T10:00:00.000Z' })])
    const [card] = await readCards(folder)
    expect(card?.metrics).toEqual({ validation: figure(0.8, 10), test: figure(0.7, 100) })
    expect(card?.data.test?.fingerprint).toBe('c'.repeat(64))
    expect(card?.createdAt).toBe('2026-11-01T10:00:00.000Z')
    expect(card?.verdict).toBeUndefined()
  })

  it('survive a crash in the middle of a line', async () => {
    const folder = folderFor()
    await keepCards(folder, [cardNamed('head')])
    appendFileSync(cardsPath(folder), '{"task":{"name":"de')
    expect(await readCards(folder)).toHaveLength(1)
    await keepCards(folder, [cardNamed('prompt')])
    expect(linesOf(folder)).toHaveLength(2)
    expect((await readCards(folder)).map(({ candidate }) => candidate.name)).toEqual(['head', 'prompt'])
  })

  it('name the line that is damaged', async () => {
    const folder = folderFor()
    await keepCards(folder, [cardNamed('head')])
    writeFileSync(cardsPath(folder), `{"task":1}\n${readFileSync(cardsPath(folder), 'utf8')}`)
    await expect(readCards(folder)).rejects.toThrow('line 1 is not as it was written: {"task":1}')
  })
})
