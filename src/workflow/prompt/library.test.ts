import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { taskFileSchema, type Task } from '../../contracts/task.ts'
import { defaultPrompt } from '../../methods/prompt/library/default-prompt.ts'
import { promptVersion } from '../../methods/prompt/library/prompt-version.ts'
import { readHistory } from '../../methods/prompt/library/read-history.ts'
import { importPrompt, newPrompt } from './create-prompt.ts'
import { diffPrompts } from './diff-prompts.ts'
import { findPrompt } from './find-prompt.ts'
import { listPrompts } from './list-prompts.ts'
import { promotePrompt } from './promote-prompt.ts'
import { recordScores } from './record-scores.ts'

let task: Task
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'crossover-prompts-'))
  const file = taskFileSchema.parse({
    name: 'desk',
    kind: 'classification',
    data: { train: 'train.jsonl' },
    success: { quality: { metric: 'accuracy', atLeast: 0.5 } },
    prompts: ['short'],
  })
  task = { ...file, folder, path: join(folder, 'task.yaml'), defaults: [] }
  mkdirSync(join(folder, 'prompts'))
})
afterEach(() => rmSync(task.folder, { recursive: true, force: true }))

const ann = { author: 'Ann', at: new Date('2026-11-24T10:00:00Z') }
const bob = { author: 'Bob', at: new Date('2026-11-25T10:00:00Z') }
const first = '=== user\nWhich desk? {{ input }}\n'
const second = '=== user\nWhich of the desks? {{ input }}\n'
const zeroShot = defaultPrompt('classification', 'zero-shot') ?? ''

function write(name: string, text: string): void {
  writeFileSync(join(task.folder, 'prompts', `${name}.liquid`), text)
}

async function listed(name: string) {
  const found = (await listPrompts(task)).find((entry) => entry.name === name)
  const { state, version, author, at, parent, score, competes } = found ?? {}
  return { state, version, author, at, parent, value: score?.value, competes }
}

/** A candidate of a prompt, as a run validates it. */
function measured(
  spec: { prompt?: string; template: string },
  { kind = 'prompt/custom', n = 10, value = 0.5 } = {},
) {
  const language = { language: 'local:tiny', demonstrations: 0, demonstrationTokens: 0 }
  return {
    candidate: {
      name: 'it',
      kind,
      family: 'prompt' as const,
      version: promptVersion(spec.template),
      spec: { ...language, ...spec },
    },
    answered: [],
    validation: { metric: 'accuracy', value, low: 0.2, high: 0.8, n },
  }
}

test('a file nobody wrote down is new until it is measured, and then has an author, a date and a score', async () => {
  write('short', first)
  expect(await listed('short')).toMatchObject({ state: 'new', author: undefined, competes: true })
  await recordScores(task, [measured({ prompt: 'short', template: first })], { ...ann, by: 'run' })
  expect(await listed('short')).toEqual({
    state: 'measured',
    version: promptVersion(first),
    author: 'Ann',
    at: '2026-11-24T10:00:00.000Z',
    parent: undefined,
    value: 0.5,
    competes: true,
  })
})

test('an edit by hand is not measured, whatever the version before it scored, and has that one as its parent', async () => {
  write('short', first)
  await recordScores(task, [measured({ prompt: 'short', template: first })], { ...ann, by: 'run' })
  write('short', second)
  const parent = `short@${promptVersion(first)}`
  expect(await listed('short')).toMatchObject({ state: 'edited', parent, value: undefined })
  await recordScores(task, [measured({ prompt: 'short', template: second })], { ...bob, by: 'try' })
  expect(await listed('short')).toMatchObject({ state: 'measured', author: 'Bob', parent })
  write('short', first.replaceAll('\n', '\r\n'))
  expect(await listed('short')).toMatchObject({
    state: 'measured',
    author: 'Ann',
    version: promptVersion(first),
  })
})

test('what was measured already is not written down twice, and the score on more rows counts', async () => {
  write('short', first)
  const spec = { prompt: 'short', template: first }
  await recordScores(task, [measured(spec), measured(spec)], { ...ann, by: 'run' })
  expect(await readHistory(task.folder)).toHaveLength(2)
  await recordScores(task, [measured(spec, { n: 60, value: 0.7 })], { ...ann, by: 'run' })
  await recordScores(task, [measured(spec, { n: 3, value: 1 })], { ...ann, by: 'try' })
  expect(await listed('short')).toMatchObject({ value: 0.7 })
})

test('a default is crossover’s own, whoever measured it', async () => {
  expect(await listed('zero-shot')).toMatchObject({
    state: 'not written',
    author: 'crossover',
    competes: true,
  })
  write('zero-shot', zeroShot)
  expect(await listed('zero-shot')).toMatchObject({ state: 'not measured' })
  const spec = { template: zeroShot }
  await recordScores(task, [measured(spec, { kind: 'prompt/zero-shot' })], { ...ann, by: 'run' })
  expect(await listed('zero-shot')).toMatchObject({ state: 'measured', author: 'crossover' })
})

test('a wording a search found is a version that was never current, and can be promoted', async () => {
  write('zero-shot', zeroShot)
  const kind = 'prompt/zero-shot'
  await recordScores(
    task,
    [measured({ template: zeroShot }, { kind }), measured({ template: second }, { kind })],
    {
      ...ann,
      by: 'run',
    },
  )
  const events = await readHistory(task.folder)
  expect(events[2]).toMatchObject({ author: 'crossover', note: 'found by a search', isCurrent: false })
  expect(await listed('zero-shot')).toMatchObject({ version: promptVersion(zeroShot) })
  await promotePrompt(task, `zero-shot@${promptVersion(second)}`, ann)
  expect(readFileSync(join(task.folder, 'prompts', 'zero-shot.liquid'), 'utf8')).toBe(second)
})

test('candidates without a template or a score are passed over', async () => {
  const { candidate, ...rest } = measured({ template: first })
  const head = { ...candidate, kind: 'tune/head', family: 'tune' as const }
  await recordScores(
    task,
    [
      { ...rest, candidate: head },
      { candidate, answered: [] },
    ],
    { ...ann, by: 'run' },
  )
  expect(await readHistory(task.folder)).toEqual([])
})

test('promoting keeps what stood there, even when it was never written down', async () => {
  await newPrompt(task, { name: 'short', from: 'zero-shot', ...ann })
  write('short', second)
  const version = promptVersion(zeroShot)
  expect(await promotePrompt(task, `short@${version.slice(0, 5)}`, bob)).toMatchObject({
    version,
    before: promptVersion(second),
  })
  expect((await findPrompt(task, `short@${promptVersion(second)}`)).text).toBe(second)
  expect(await promotePrompt(task, `short@${version}`, bob)).not.toHaveProperty('before')
})

test('a removed file is said to be, and can be brought back', async () => {
  await newPrompt(task, { name: 'short', from: 'zero-shot', ...ann })
  rmSync(join(task.folder, 'prompts', 'short.liquid'))
  expect(await listed('short')).toMatchObject({ state: 'removed', version: undefined })
  await expect(findPrompt(task, 'short')).rejects.toThrow(
    /The file of the prompt short was removed\. Its versions: [0-9a-f]{10}\./,
  )
  await promotePrompt(task, `short@${promptVersion(zeroShot)}`, ann)
  expect((await findPrompt(task, 'short')).text).toBe(zeroShot)
})

test('a diff of one prompt is from what it was made from', async () => {
  await newPrompt(task, { name: 'short', from: 'zero-shot', ...ann })
  expect((await diffPrompts(task, 'short')).from).toMatchObject({
    name: 'zero-shot',
    version: promptVersion(zeroShot),
  })
  write('short', second)
  expect((await diffPrompts(task, 'short')).from).toMatchObject({
    name: 'short',
    version: promptVersion(zeroShot),
  })
  await expect(diffPrompts(task, 'zero-shot')).rejects.toThrow('nothing is known that it was made from')
})

test('unknown names and versions are refused with the nearest, or with what there is', async () => {
  write('short', first)
  await expect(findPrompt(task, 'Shrt')).rejects.toThrow('There is no prompt "Shrt". Did you mean short?')
  await expect(findPrompt(task, 'short@abc')).rejects.toThrow(
    `There is no short@abc. Versions: ${promptVersion(first)}.`,
  )
  await expect(findPrompt(task, 'short@')).rejects.toThrow('There is no short@. Versions:')
})

test('a kept version that was changed or lost is refused', async () => {
  await newPrompt(task, { name: 'short', from: 'zero-shot', ...ann })
  write('short', second)
  const version = promptVersion(zeroShot)
  const path = join(task.folder, 'prompts', 'versions', 'short', `${version}.liquid`)
  writeFileSync(path, first)
  await expect(findPrompt(task, `short@${version}`)).rejects.toThrow(
    `was changed: it is not ${version} any more.`,
  )
  rmSync(path)
  await expect(findPrompt(task, `short@${version}`)).rejects.toThrow(
    `The text of short@${version} is missing`,
  )
})

test('names that are bad, taken or a strategy’s own are refused', async () => {
  write('short', first)
  const make = (name: string, from = 'zero-shot') => newPrompt(task, { name, from, ...ann })
  await expect(make('short')).rejects.toThrow('There is a prompt short already')
  await expect(make('Short one')).rejects.toThrow(
    'A prompt cannot be named "Short one". Names have a-z, 0-9 and -',
  )
  await expect(make('few-shot')).rejects.toThrow('few-shot is the prompt of the method prompt/few-shot.')
  await expect(make('other', 'zero-shto')).rejects.toThrow('Did you mean zero-shot?')
})

test('files that cannot be used are refused, and nothing is written', async () => {
  const file = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(task.folder, name), content)
    return importPrompt(task, join(task.folder, name), ann)
  }
  await expect(file('open.txt', '{% if input %}')).rejects.toThrow(/open\.txt: tag .* not closed/)
  await expect(file('bytes.txt', new Uint8Array([0xff, 0xfe]))).rejects.toThrow(
    'bytes.txt is not UTF-8 text.',
  )
  await expect(file('???.txt', 'Route it.')).rejects.toThrow('A prompt cannot be named ""')
  await expect(importPrompt(task, join(task.folder, 'none.txt'), ann)).rejects.toThrow(
    'none.txt cannot be read',
  )
  expect(await readHistory(task.folder)).toEqual([])
})
