import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadSplit } from '../data/split/load-split.ts'
import { gatherFacts } from './check-data.ts'
import { describeExamples } from './describe-examples.ts'
import { loadTask } from './load-task.ts'

async function taskWith(data: object) {
  const folder = await mkdtemp(join(tmpdir(), 'describe-'))
  const rows = Array.from({ length: 200 }, (_, at) => {
    const long = at === 7 ? ' and so on'.repeat(4000) : ''
    return {
      input: `request number ${at} about ${at % 2 === 0 ? 'keys' : 'bikes'}${long}`,
      output: `${at % 2}`,
    }
  })
  await writeFile(join(folder, 'rows.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'))
  const task = {
    name: 'requests',
    kind: 'classification',
    data: { examples: 'rows.jsonl', ...data },
    success: { quality: { metric: 'accuracy', atLeast: 0.8 } },
  }
  await writeFile(join(folder, 'task.yaml'), JSON.stringify(task))
  return loadTask(folder)
}

async function describeTask(depth: 'plain' | 'run') {
  const loaded = await taskWith({})
  const facts = await gatherFacts(loaded, await loadSplit(loaded))
  const measured = { says: 'head scored 0.900.' }
  return describeExamples(
    loaded,
    { ...facts, measured },
    { depth, home: join(loaded.folder, 'no-models'), openLanguageModel: false },
  )
}

test('a run says of the examples what check says: files, lengths for each model, what it measured of tuning', async () => {
  const { sources, findings } = await describeTask('run')
  expect(sources?.map(({ file, rows }) => [file.endsWith('rows.jsonl'), rows])).toEqual([[true, 200]])
  const overLong = findings.filter(({ check }) => check === 'over-long')
  expect(overLong.map(({ count }) => count)).toEqual([1, 1])
  expect(findings.find(({ check }) => check === 'few-train-rows')?.message).toContain('head scored 0.900.')
})

test('what was not compared for want of an embedder is a note with the command that does', async () => {
  for (const depth of ['plain', 'run'] as const) {
    const { change, findings } = await describeTask(depth)
    expect(change).toBeUndefined()
    const note = findings.find(({ check }) => check === 'not-compared')
    expect([note?.severity, note?.next]).toEqual([
      'note',
      'crossover check --deep installs it once and looks; later checks then do.',
    ])
  }
})

test('production inputs that cannot be read are refused before anything is fitted', async () => {
  const task = await taskWith({ production: 'nothing.jsonl' })
  await expect(gatherFacts(task, await loadSplit(task))).rejects.toThrow('nothing.jsonl')
})
