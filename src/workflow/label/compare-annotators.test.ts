import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { compareAnnotators } from './compare-annotators.ts'

describe('one labels file given twice is refused: it agrees with itself in every row', () => {
  let folder = ''
  const file = (name: string) => join(folder, name)

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'crossover-annotators-'))
    writeFileSync(file('ann.jsonl'), '')
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  test('under one name', async () => {
    await expect(compareAnnotators([file('ann.jsonl'), file('ann.jsonl')])).rejects.toMatchObject({
      message: `${file('ann.jsonl')} is given twice: a file agrees with itself in every row.`,
      hint: 'Name the labels files of two people, or two files of one person.',
    })
  })

  test('under two names', async () => {
    symlinkSync(file('ann.jsonl'), file('link.jsonl'))
    await expect(compareAnnotators([file('ann.jsonl'), file('link.jsonl')])).rejects.toThrow(
      `${file('ann.jsonl')} and ${file('link.jsonl')} are the same file: a file agrees with itself in every row.`,
    )
    await expect(compareAnnotators([file('ann.jsonl'), join(folder, '.', 'ann.jsonl')])).rejects.toThrow(
      'is given twice',
    )
  })

  test('two different files are not mistaken for one, nor is one that is missing', async () => {
    writeFileSync(file('bob.jsonl'), '')
    await expect(compareAnnotators([file('ann.jsonl'), file('bob.jsonl')])).rejects.not.toThrow('same file')
    await expect(compareAnnotators([file('ann.jsonl'), file('gone.jsonl')])).rejects.toThrow('gone.jsonl')
  })
})
