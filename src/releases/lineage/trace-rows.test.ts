import { mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fingerprint } from '../../data/fingerprint.ts'
import { rowNamed } from '../model-card.fixture.ts'
import { keepRowList, readRowList } from './row-list.ts'
import { traceRows } from './trace-rows.ts'

const folderFor = () => mkdtempSync(join(tmpdir(), 'crossover-rows-'))
const rows = ['a', 'b', 'c'].map((id) => rowNamed(id))
const wanted = fingerprint(rows)

describe('the rows of a fingerprint', () => {
  it('are those of the files as long as these give the same', () => {
    expect(traceRows(wanted, [[], rows], undefined)).toEqual({
      fingerprint: wanted,
      matches: true,
      ids: ['a', 'b', 'c'],
      changed: [],
      missing: [],
    })
  })

  it('are known by id when the files have changed, and which changed or went', async () => {
    const folder = folderFor()
    await keepRowList(folder, wanted, rows)
    const now = [rowNamed('a'), rowNamed('b', 'rooms'), rowNamed('d')]
    expect(traceRows(wanted, [now, []], await readRowList(folder, wanted))).toEqual({
      fingerprint: wanted,
      matches: false,
      ids: ['a', 'b', 'c'],
      changed: ['b'],
      missing: ['c'],
    })
  })

  it('are unknown where no run kept them', async () => {
    const listed = await readRowList(folderFor(), wanted)
    expect(traceRows(wanted, [[rowNamed('a')]], listed)).toMatchObject({ matches: false, ids: [] })
  })

  it('are kept once, without a word of their texts', async () => {
    const folder = folderFor()
    await keepRowList(folder, wanted, rows)
    await keepRowList(folder, wanted, [])
    const kept = join(folder, '.crossover', 'rows')
    expect(readdirSync(kept)).toEqual([`${wanted}.jsonl`])
    const text = readFileSync(join(kept, `${wanted}.jsonl`), 'utf8')
    expect(text.trim().split('\n')).toHaveLength(3)
    expect(text).not.toContain('text of')
  })
})
