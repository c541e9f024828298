import { describe, expect, test } from 'vitest'
import { silentProgress } from '../../contracts/progress.ts'
import type { Example } from '../../contracts/example.ts'
import type { Embedder } from '../../contracts/model.ts'
import { dataReportSchema } from '../../contracts/report.ts'
import { taskFileSchema } from '../../contracts/task.ts'
import { randomSource } from '../../stats/random-source.ts'
import { assessChange, type ChangeQuestion } from './assess-change.ts'
import type { ChangeRow } from './embedded-rows.ts'

const dimensions = 16
const topics = ['parcel', 'invoice', 'password', 'refund']

/** Vectors by topic: the word the text begins with gives the direction, the rest noise that only the text decides. */
const embedder: Embedder = {
  identity: { name: 'local:by-topic', role: 'embedding', provider: 'test' },
  dimensions,
  embed: async (texts) =>
    texts.map((text) => {
      const [topic = ''] = text.split(' ')
      const random = randomSource(
        Array.from(text).reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 100_003, 7),
      )
      const at = topics.includes(topic) ? topics.indexOf(topic) : topics.length + (topic.length % 4)
      const vector = Float32Array.from({ length: dimensions }, (_, place) =>
        place === at ? 1 : 0.5 * (random.next() - 0.5),
      )
      const length = Math.hypot(...vector)
      return vector.map((value) => value / length)
    }),
  close: async () => {},
}

function rowsOf(
  count: number,
  name: string,
  topicOf = (at: number): string => topics[at % 4] ?? '',
): Example[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `${name}${at}`,
    input: { text: `${topicOf(at)} question ${name} ${at}` },
    expected: topicOf(at),
    source: { file: name, line: at + 1 },
  }))
}

function ask(changes: Partial<ChangeQuestion> = {}) {
  const quality = { metric: 'accuracy', atLeast: 0.9 }
  const task = taskFileSchema.parse({
    name: 't',
    kind: 'classification',
    data: { train: 'a' },
    success: { quality },
  })
  const split = {
    train: rowsOf(400, 'train'),
    validation: rowsOf(60, 'validation'),
    test: rowsOf(120, 'test'),
  }
  const question = {
    task,
    split,
    production: [],
    depth: 'plain' as const,
    embedder,
    progress: silentProgress,
    signal: undefined,
  }
  return assessChange({ ...question, ...changes })
}

const strange = (share: number) => (at: number) => (at % 10 < 10 * share ? 'volcano' : (topics[at % 4] ?? ''))

function checks(findings: readonly { check: string }[]): string[] {
  return findings.map(({ check }) => check)
}

describe('production', () => {
  test('like train is quiet, and so is a test set like train', async () => {
    const { change, findings } = await ask({ production: rowsOf(450, 'production') })
    expect(change.test?.result).toBe('alike')
    expect(change.production?.result).toBe('alike')
    expect(change.periods.map(({ input }) => input.result)).toEqual(['alike', 'alike', 'alike'])
    expect(findings).toEqual([])
  })

  test('with 20 % of strangers from the second window on is told from then on, and they are shown', async () => {
    const production = [...rowsOf(150, 'early'), ...rowsOf(300, 'late', strange(0.2))]
    const { change, findings } = await ask({ production })
    expect(change.periods.map(({ name, input }) => [name, input.result])).toEqual([
      ['rows 1 to 150', 'alike'],
      ['rows 151 to 300', 'different'],
      ['rows 301 to 450', 'different'],
    ])
    expect(checks(findings)).toEqual(['input-shift', 'missing-regions', 'mix-change'])
    expect(findings[0]?.message).toContain('First seen in rows 151 to 300')
    expect(change.regions.reduce((sum, { rows }) => sum + rows, 0)).toBeGreaterThan(50)
    // Chance puts a few known rows outside too; the largest group is what is new.
    for (const { input } of change.regions[0]?.examples ?? []) expect(input).toMatch(/^volcano/u)
  })

  test('without answers nothing is said of the mix', async () => {
    const production = rowsOf(300, 'p', () => 'parcel').map(({ id, input, source }): ChangeRow => ({
      id,
      input,
      source,
    }))
    const { change, findings } = await ask({ production })
    expect(change.productionMix).toBeUndefined()
    expect(change.periods.some(({ mix }) => mix !== undefined)).toBe(false)
    expect(checks(findings)).toEqual(['input-shift'])
  })

  test('of a few rows is too little to say', async () => {
    const { change } = await ask({ production: rowsOf(12, 'p', () => 'volcano') })
    expect(change.production).toEqual({ rows: 12, reference: 120, result: 'cannot-say' })
  })
})

describe('a test set unlike train', () => {
  test('is a warning', async () => {
    const split = {
      train: rowsOf(400, 'train'),
      validation: rowsOf(60, 'v'),
      test: rowsOf(120, 'test', strange(0.5)),
    }
    const { findings, change } = await ask({ split })
    expect(checks(findings)).toEqual(['test-shift', 'missing-regions'])
    // Sealed rows are named, and of their texts only words are kept that train has.
    expect(change.regions[0]?.examples[0]?.id).toMatch(/^test/u)
    const kept = JSON.stringify([findings, change.regions])
    for (const { input } of split.test.filter((_, at) => strange(0.5)(at) === 'volcano'))
      expect(kept).not.toContain(input.text)
    expect(kept).not.toContain('volcano')
  })
})

/** A day a row from `start` on, so that months have 30 rows. */
function dated<Row extends ChangeRow>(rows: Row[], start: string, days = 1): Row[] {
  return rows.map((row, at) => ({
    ...row,
    time: new Date(Date.parse(start) + Math.floor(at * days) * 86_400_000).toISOString().slice(0, 10),
  }))
}

describe('dated rows', () => {
  const past = {
    train: dated(rowsOf(300, 'train'), '2025-01-01', 0.3),
    validation: dated(rowsOf(60, 'v'), '2025-01-01'),
    test: rowsOf(90, 'test'),
  }

  test('whose mix changes and whose accuracy does not: a change of mix, no loss', async () => {
    const mixed = (at: number): string => (at >= 120 && at % 2 === 0 ? 'parcel' : (topics[at % 4] ?? ''))
    const { change, findings } = await ask({
      split: past,
      production: dated(rowsOf(240, 'p', mixed), '2025-05-01', 0.5),
    })
    expect(change.periods.map(({ name, mix }) => [name, mix?.result])).toEqual([
      ['2025-05', 'same'],
      ['2025-06', 'same'],
      ['2025-07', 'changed'],
      ['2025-08', 'changed'],
    ])
    expect(findings.find(({ check }) => check === 'mix-change')?.message).toContain(
      'a change of mix, not a loss of accuracy',
    )
    expect(change.decay).toMatchObject({
      result: 'no-decay-seen',
      trainedUntil: '2025-03-31',
      trainRows: 360,
    })
  })

  test('whose answers drift away from what was learned: so many days until the margin is lost', async () => {
    // A twelfth of the answers turn wrong each month: the margin of three points is lost in about eleven days.
    const production = dated(rowsOf(360, 'p'), '2025-04-01', 0.5).map((row, at) => {
      const isTurned = at % 12 < Math.floor(at / 60)
      return isTurned ? { ...row, expected: topics[(at + 1) % 4] ?? '' } : row
    })
    const { decay } = (await ask({ split: past, production })).change
    expect(decay?.result).toBe('decays')
    expect(decay?.lossPerMonth?.value).toBeCloseTo(1 / 12, 1)
    expect(decay?.retrainAfterDays?.value).toBeGreaterThan(7)
    expect(decay?.retrainAfterDays?.value).toBeLessThan(15)
  })

  test('that are few say nothing of decay', async () => {
    const { decay } = (await ask({ split: past, production: dated(rowsOf(60, 'p'), '2025-05-01') })).change
    expect(decay).toMatchObject({ result: 'cannot-say', periods: [] })
    expect(decay?.reason).toContain('it takes 3')
  })

  test('without a production file the later half of train is compared with the earlier', async () => {
    const train = dated(
      rowsOf(400, 'train', (at) => (at >= 300 ? strange(0.5)(at) : (topics[at % 4] ?? ''))),
      '2025-01-01',
      0.5,
    )
    const { change } = await ask({ split: { ...past, train, validation: [] } })
    expect(change.periods.map(({ name }) => name)).toEqual(['2025-04', '2025-05', '2025-06', '2025-07'])
    expect(change.periods.at(-2)?.input.result).toBe('different')
  })
})

describe('a deep look', () => {
  test('finds flipped labels and draws the learning curve, in the shape of the report', async () => {
    const flipped = new Set([3, 77, 150, 222, 301])
    const train = rowsOf(400, 'train').map((row, at) =>
      flipped.has(at) ? { ...row, expected: topics[(at + 1) % 4] ?? '' } : row,
    )
    const split = { train, validation: rowsOf(60, 'v'), test: rowsOf(120, 'test') }
    const { labelSuspects = [], learningCurve, findings, change } = await ask({ split, depth: 'deep' })
    expect(
      labelSuspects
        .slice(0, 5)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual([...flipped].map((at) => `train${at}`).toSorted())
    expect(labelSuspects[0]?.suggested).toBe(
      split.train.find(({ id }) => id === labelSuspects[0]?.id)?.input.text.split(' ')[0],
    )
    expect(checks(findings)).toContain('label-errors')
    expect(learningCurve?.points.map(({ rows }) => rows)).toEqual([23, 46, 92, 184, 368])
    expect(learningCurve?.points.every(({ tested }) => tested === 460)).toBe(true)
    const { change: shape, learningCurve: curve, labelSuspects: suspects } = dataReportSchema.shape
    expect(shape.parse(change)).toEqual(change)
    expect(curve.parse(learningCurve)).toEqual(learningCurve)
    expect(suspects.parse(labelSuspects)).toEqual(labelSuspects)
  })

  test('stops between fits', async () => {
    const controller = new AbortController()
    const progress = ({ label }: { label: string }) => {
      if (label.includes('label errors')) controller.abort()
    }
    await expect(ask({ depth: 'deep', progress, signal: controller.signal })).rejects.toThrow('aborted')
  })
})
