import { chmod, mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { TaskError } from '../errors.ts'
import { loadTask } from './load-task.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'task-'))
})

const good = `name: triage
kind: classification
data:
  train: train.jsonl
success:
  quality: { metric: accuracy, atLeast: 0.9 }
`

async function load(text: string): Promise<Awaited<ReturnType<typeof loadTask>>> {
  const path = join(folder, 'task.yaml')
  await writeFile(path, text)
  return loadTask(path)
}

async function mistakeIn(text: string): Promise<string> {
  const error: unknown = await load(text).catch((thrown: unknown) => thrown)
  if (!(error instanceof TaskError)) throw new Error(`no TaskError but ${String(error)}`)
  return error.message
}

const withQuality = (quality: string): string => good.replace(/quality: .*/u, `quality: ${quality}`)

describe('a good task file', () => {
  test('is read with its place and its defaults', async () => {
    const task = await load(good)
    expect(task).toMatchObject({ name: 'triage', folder, path: join(folder, 'task.yaml'), seed: 1 })
    expect(task.success.quality.notWorseBy).toBe(0.03)
  })

  test('names every assumed value by its dotted key, and no key that was written', async () => {
    const { defaults } = await load(`${good}volume: { perMonth: 500 }\nlabels: { a: the letter a }\n`)
    expect(defaults).toContain('success.quality.notWorseBy')
    expect(defaults).toContain('success.latencyMs.p95')
    expect(defaults).toContain('data.fields.input')
    expect(defaults).toContain('volume.horizonMonths')
    expect(defaults).toContain('methods')
    expect(defaults).not.toContain('volume.perMonth')
    expect(defaults).not.toContain('success.quality.atLeast')
    expect(defaults.filter((key) => /^(labels|prices|recorded|providers)/u.test(key))).toEqual([])
  })

  test('is found in a folder', async () => {
    await writeFile(join(folder, 'task.yaml'), good)
    expect((await loadTask(folder)).path).toBe(join(folder, 'task.yaml'))
  })

  test('keeps a date of a price as text', async () => {
    const task = await load(
      `${good}prices: { 'openai:x': { inputPerMillionUsd: 1, outputPerMillionUsd: 2, asOf: 2026-11-01 } }\n`,
    )
    expect(task.prices['openai:x']?.asOf).toBe('2026-11-01')
  })
})

describe('a file that is not there or is no YAML', () => {
  test('missing', async () => {
    await expect(loadTask(join(folder, 'none.yaml'))).rejects.toThrow(
      `There is no task file ${join(folder, 'none.yaml')}.`,
    )
  })
  test('a folder without one', async () => {
    await mkdir(join(folder, 'empty'))
    await expect(loadTask(join(folder, 'empty'))).rejects.toThrow(
      `There is no task.yaml in ${join(folder, 'empty')}.`,
    )
  })
  test.skipIf(process.getuid?.() === 0)('unreadable', async () => {
    await writeFile(join(folder, 'task.yaml'), good)
    await chmod(join(folder, 'task.yaml'), 0)
    await expect(loadTask(folder)).rejects.toThrow('task.yaml cannot be read.')
  })
  test('empty', async () => {
    expect(await mistakeIn('# nothing\n')).toMatch(/task\.yaml is empty\.$/u)
  })
  test('a list', async () => {
    expect(await mistakeIn('- a\n')).toContain('holds a list. A task file is a set of "key: value" lines.')
  })
  test('not UTF-8', async () => {
    const path = join(folder, 'task.yaml')
    await writeFile(path, Buffer.from([0x6e, 0xff, 0xfe]))
    await expect(loadTask(path)).rejects.toThrow('task.yaml is not UTF-8 text.')
  })
  test('a syntax error has line and column', async () => {
    expect(await mistakeIn('name: a\nkind: [b\n')).toMatch(
      /task\.yaml line \d+, column \d+ is not valid YAML: .+/u,
    )
  })
  test('a key twice has the line of the second', async () => {
    expect(await mistakeIn(`${good}name: other\n`)).toContain(
      'line 7, column 1 is not valid YAML: Map keys must be unique.',
    )
  })
  test('a tag is no data', async () => {
    expect(await mistakeIn('name: !!js/function "x"\n')).toContain(
      'line 1, column 7 is not valid YAML: Unresolved tag',
    )
  })
  test('aliases that multiply are refused', async () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`
    expect(await mistakeIn(bomb)).toContain('cannot be read as YAML: Excessive alias count')
  })
})

describe('a value that is not allowed is one line: key, value, what is allowed', () => {
  test.each([
    [
      '{ metric: accuracy, atLeast: 95 }',
      'success.quality.atLeast is 95. It must be between 0 and 1: write 0.95 for 95 %. (line 6)',
    ],
    [
      '{ metric: accuracy, atLeast: -1 }',
      'success.quality.atLeast is -1. It must be between 0 and 1. (line 6)',
    ],
    [
      '{ metric: accuracy, atLeast: high }',
      'success.quality.atLeast is "high". It must be between 0 and 1. (line 6)',
    ],
    [
      '{ metric: accuracy, atLeast: .nan }',
      'success.quality.atLeast is NaN. It must be between 0 and 1. (line 6)',
    ],
    ['{ metric: accuracy }', 'success.quality: give `atLeast` (or `atMost` where lower is better). (line 6)'],
    [
      '{ metric: f1, atLeast: 0.9 }',
      'success.quality.metric is f1. For a task of kind classification it must be accuracy or macroF1. (line 6)',
    ],
    [
      '{ metric: f2, atLeast: 0.9 }',
      'success.quality.metric is "f2". It must be accuracy, macroF1, f1, exactMatch, rougeL, chrF or editEffort. (line 6)',
    ],
    [
      '{ metric: accuracy, atMost: 0.9 }',
      'success.quality.atMost is 0.9. Of accuracy more is better: write atLeast instead. (line 6)',
    ],
    [
      '{ metric: accuracy, atleast: 0.9 }',
      'success.quality.atleast is not a known key. Did you mean success.quality.atLeast? (line 6)',
    ],
  ])('quality: %s', async (quality, message) => {
    expect(await mistakeIn(withQuality(quality))).toBe(message)
  })

  test('less is better for editEffort', async () => {
    const text = withQuality('{ metric: editEffort, atLeast: 0.5 }').replace('classification', 'generation')
    expect(await mistakeIn(text)).toBe(
      'success.quality.atLeast is 0.5. Of editEffort less is better: write atMost instead. (line 6)',
    )
  })

  test.each([
    [
      'prices: { m: { inputPerMillionUsd: -1, outputPerMillionUsd: 2 } }',
      'prices.m.inputPerMillionUsd is -1. It must be a number of at least 0. (line 7)',
    ],
    [
      'prices: { m: { inputPerMillionUsd: 1, outputPerMillionUsd: 2, asOf: May } }',
      'prices.m.asOf is "May". It must be a date such as 2026-03-31. (line 7)',
    ],
    ['volume: { perMonth: 0 }', 'volume.perMonth is 0. It must be a number above 0. (line 7)'],
    [
      'volume: { horizonMonths: 1.5 }',
      'volume.horizonMonths is 1.5. It must be a whole number between 1 and 60. (line 7)',
    ],
    ['team: big', 'team is "big". It must be small, medium or technical. (line 7)'],
    ['methods: []', 'methods is an empty list. It must be a list of at least one entry. (line 7)'],
    ['methods:', 'methods is empty. It must be a list of at least one entry. (line 7)'],
    ['labels: { a: }', 'labels.a is empty. It must be text. (line 7)'],
    [
      'providers: { x: { baseUrl: here } }',
      'providers.x.baseUrl is "here". It must be a URL such as https://api.example.com/v1. (line 7)',
    ],
    [
      'recorded: [{ name: GPT 4, family: prompt, file: a.jsonl }]',
      'recorded.0.name is "GPT 4". It must match [a-z0-9-]{1,64}. (line 7)',
    ],
    ['costs: { sharedMachine: maybe }', 'costs.sharedMachine is "maybe". It must be true or false. (line 7)'],
    [
      'recorded: [{ name: a, family: prompt, file: a }, { name: a, family: tune, file: b }]',
      'recorded has two entries named a. Each name may stand once. (line 7)',
    ],
    [
      'prompts: [zero-shot]',
      'prompts lists zero-shot, the prompt of the method prompt/zero-shot. List prompts of your own only; that one takes part by methods. (line 7)',
    ],
    ['prompts: [a, a]', 'prompts lists a twice. Each name may stand once. (line 7)'],
    ['prompts: [A]', 'prompts.0 is "A". It must match [a-z0-9-]{1,64}. (line 7)'],
    [
      'methods: [prompt/custom]',
      'methods names prompt/custom, and prompts lists none. Name files of the folder prompts/ under prompts. (line 7)',
    ],
    [
      'methods: [baseline]\nprompts: [a]',
      'prompts lists a, and methods leaves them out. Add prompt/custom to methods. (line 7)',
    ],
    ['volum: 1', 'volum is not a known key. Did you mean volume? (line 7)'],
    ['budgetUsd: 5', 'budgetUsd is not a known key. Did you mean success.budgetUsd? (line 7)'],
    [
      'tuning: { zebra: 1 }',
      'tuning.zebra is not a known key. tuning may have budgetMinutes, recipes, canaries, where, ray, hosted, maxSpendUsd. (line 7)',
    ],
    [
      'tuning: { canaries: 11 }',
      'tuning.canaries is 11. It must be a whole number between 0 and 10. (line 7)',
    ],
    [
      'tuning: { canaries: 0.5 }',
      'tuning.canaries is 0.5. It must be a whole number between 0 and 10. (line 7)',
    ],
    ['tuning: { where: cloud }', 'tuning.where is "cloud". It must be run, local or ray. (line 7)'],
    [
      'tuning: { where: ray }',
      'tuning.where is ray, and tuning.ray is missing. It must hold the address and artifacts of a cluster. (line 7)',
    ],
    [
      'tuning: { where: ray, ray: { address: "http://127.0.0.1:8265" } }',
      'tuning.ray.artifacts is missing. It must be text. (line 7)',
    ],
    [
      'tuning: { ray: { address: head, artifacts: /shared } }',
      'tuning.ray.address is "head". It must be a URL such as https://api.example.com/v1. (line 7)',
    ],
  ])('%s', async (line, message) => {
    expect(await mistakeIn(`${good}${line}\n`)).toBe(message)
  })

  test('a required key that is missing', async () => {
    expect(await mistakeIn(good.replace('name: triage\n', ''))).toBe('name is missing. It must be text.')
    expect(await mistakeIn(good.replace(/success:\n.*\n/u, ''))).toBe(
      'success is missing. It must be a set of keys with at least quality.',
    )
  })

  test('data needs train or examples', async () => {
    expect(await mistakeIn(good.replace('train: train.jsonl', 'test: test.jsonl'))).toBe(
      'data: give either `train` (with `test`) or one `examples` file. (line 4)',
    )
  })

  test.each(['time', 'group'])('a split by %s needs its field', async (by) => {
    const text = good.replace('train: train.jsonl', `train: train.jsonl\n  split: { by: ${by} }`)
    expect(await mistakeIn(text)).toBe(
      `data.split.by is ${by}. It needs data.fields.${by}, the field that holds it. (line 5)`,
    )
  })

  test('several mistakes come together, one line each', async () => {
    const message = await mistakeIn(
      `${withQuality('{ metric: accuracy, atLeast: 95 }')}team: big\nvolum: 1\n`,
    )
    expect(message.split('\n')[0]).toMatch(/task\.yaml has 3 mistakes:$/u)
    expect(message.split('\n')).toHaveLength(4)
  })
})

describe('a schema of answers', () => {
  const extraction = (schema: string): string =>
    `name: contracts\nkind: extraction\ndata: { train: a.jsonl }\nschema:\n${schema}\nsuccess: { quality: { metric: f1, atLeast: 0.6 } }\n`

  test('is taken when answers can be checked against it', async () => {
    const task = await load(extraction('  type: object\n  properties: { total: { type: number } }'))
    expect(task.schema).toEqual({ type: 'object', properties: { total: { type: 'number' } } })
  })

  test('a keyword that would be passed over is refused with its place', async () => {
    const problem = await mistakeIn(
      extraction(
        '  type: object\n  properties:\n    total: { type: number, propertyNames: { minLength: 2 } }',
      ),
    )
    expect(problem).toContain(
      'schema.properties.total.propertyNames is a keyword that answers cannot be checked against here. Leave it out.',
    )
    expect(problem).toContain('(line 7)')
    expect(await mistakeIn(extraction('  type: number2'))).toContain(
      'schema.type is "number2". It must be one of',
    )
  })
})
