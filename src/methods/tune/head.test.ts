import { describe, expect, it } from 'vitest'
import type { Candidate } from '../../contracts/candidate.ts'
import type { Example } from '../../contracts/example.ts'
import type { FitContext } from '../../contracts/method.ts'
import { taskFileSchema, type Metric } from '../../contracts/task.ts'
import { trainingSplit } from '../../data/split/training-split.ts'
import { brier } from '../../stats/brier.ts'
import { expectedCalibrationError } from '../../stats/expected-calibration-error.ts'
import { randomSource } from '../../stats/random-source.ts'
import { sha256 } from '../../text/sha256.ts'
import { head } from './head.ts'
import { classWeightsOf, type HeadSpec } from './head-spec.ts'

const open: HeadSpec = { l2: 'validation', classWeights: 'validation', temperature: 'held-out' }

describe('the head', () => {
  it('is as sure as it is right: Brier and calibration error fall with the temperature', async () => {
    const rows = points({ count: 240, seed: 1 })
    const fresh = points({ count: 600, seed: 2 })
    const careful = { l2: 1, classWeights: 'none', temperature: 1 } as const
    const before = await answersOf(await fitted(careful, { train: rows }), fresh)
    const after = await answersOf(
      await fitted({ ...careful, temperature: 'held-out' }, { train: rows }),
      fresh,
    )
    expect(after.map(({ output }) => output)).toEqual(before.map(({ output }) => output))
    expect(expectedCalibrationError(before)).toBeGreaterThan(0.1)
    expect(expectedCalibrationError(after)).toBeLessThan(0.06)
    expect(brier(after)).toBeLessThan(brier(before))
  })

  it('keeps every choice in its spec, and is fitted again with them', async () => {
    const split = { train: points({ count: 120, seed: 3 }), validation: points({ count: 120, seed: 4 }) }
    const first = await fitted(open, split)
    expect(first.spec).toEqual({
      l2: expect.any(Number) as number,
      classWeights: 'none',
      temperature: expect.any(Number) as number,
    })
    const again = await fitted(first.spec as HeadSpec, split)
    expect(again.spec).toEqual(first.spec)
  })

  it('weighs labels alike where that gives the better macro F1 on validation, and only where macro F1 judges', async () => {
    const isCommon = ({ expected }: Example, index: number) => expected === 'left' || index % 12 === 1
    const split = {
      train: points({ count: 240, seed: 5 }).filter(isCommon),
      validation: points({ count: 240, seed: 6 }),
    }
    const spec = { ...open, l2: 0.03 }
    expect((await fitted(spec, split, 'macroF1')).spec).toMatchObject({ classWeights: 'balanced' })
    expect((await fitted(spec, split, 'accuracy')).spec).toMatchObject({ classWeights: 'none' })
  })

  it('takes up an earlier head when a label is added, and answers as if it had begun anew', async () => {
    const old = points({ count: 120, seed: 7 })
    const added = points({ count: 40, seed: 8 }).map((row) => ({
      ...row,
      input: { text: '0,3' },
      expected: 'up',
    }))
    const spec = { l2: 0.01, classWeights: 'none', temperature: 1.5 } as const
    const context = contextOf('accuracy')
    const earlier = await fitted(spec, { train: old }, context)
    const digestOf = (name: string) => earlier.artifacts.find((one) => one.name === name)?.sha256 ?? ''
    const start = { weights: digestOf('weights'), shape: digestOf('shape') }
    const train = [...old, ...added]
    const warm = await fitted({ ...spec, start }, { train }, context)
    const cold = await fitted(spec, { train }, context)
    const fresh = [...points({ count: 60, seed: 9 }), ...added]
    const [one, other] = [await answersOf(warm, fresh, context), await answersOf(cold, fresh, context)]
    expect(one.map(({ output }) => output)).toEqual(other.map(({ output }) => output))
    for (const [at, { confidence }] of one.entries())
      expect(confidence).toBeCloseTo(other[at]?.confidence ?? 0, 1)
    expect(warm.spec).toEqual(spec)
  })
})

it('balances labels by n / (labels · rows of the label)', () => {
  const targets = Int32Array.from([0, 0, 0, 1])
  expect(classWeightsOf('balanced', { targets, classes: 2 })).toEqual({ classWeights: [2 / 3, 2] })
  expect(classWeightsOf('none', { targets, classes: 2 })).toEqual({})
})

/** Points "x,y" around (±1, 0), half of each label, so near that no line parts them. */
function points({ count, seed }: { count: number; seed: number }): Example[] {
  const random = randomSource(seed)
  const spread = () => (random.next() + random.next() + random.next() - 1.5) * 2.4
  return Array.from({ length: count }, (_, index) => {
    const side = index % 2 === 0 ? -1 : 1
    return {
      id: `${seed}-${index}`,
      input: { text: `${(side + spread()).toFixed(3)},${spread().toFixed(3)}` },
      expected: side < 0 ? 'left' : 'right',
      source: { file: 'points.jsonl', line: index + 1 },
    }
  })
}

async function fitted(
  spec: HeadSpec,
  rows: { train: Example[]; validation?: Example[] },
  given: Metric | FitContext = 'accuracy',
): Promise<Candidate> {
  const context = typeof given === 'string' ? contextOf(given) : given
  const outcome = await head.fit(spec, trainingSplit({ validation: [], ...rows }), context)
  if (!('candidate' in outcome)) throw new RangeError('nothing was fitted')
  return outcome.candidate
}

async function answersOf(candidate: Candidate, rows: Example[], context = contextOf('accuracy')) {
  const predictor = await head.open(candidate, context)
  const answers = []
  for (const { input, expected } of rows) {
    const { output, confidence = 0 } = await predictor.predict({ input, signal: context.signal })
    answers.push({ output, confidence, correct: output === expected })
  }
  return answers
}

const kept = new Map<string, Uint8Array>()

function contextOf(metric: Metric): FitContext {
  const file = taskFileSchema.parse({
    name: 'points',
    kind: 'classification',
    data: { train: 'points.jsonl' },
    success: { quality: { metric, atLeast: 0.5 } },
  })
  const identity = { name: 'test:points', role: 'embedding' as const, provider: 'test' }
  const unused = () => Promise.reject(new RangeError('not used here'))
  return {
    task: { ...file, path: 'task.yaml', folder: '.', defaults: [] },
    pool: {
      identify: () => Promise.resolve(identity),
      language: unused,
      embedder: () =>
        Promise.resolve({
          identity,
          dimensions: 2,
          embed: (texts) =>
            Promise.resolve(texts.map((text) => Float32Array.from(text.split(',').map(Number)))),
          close: () => Promise.resolve(),
        }),
      close: () => Promise.resolve(),
    },
    artifacts: {
      path: () => Promise.reject(new RangeError('no files here')),
      put: (name, bytes) => {
        const digest = sha256(Buffer.from(bytes).toString('base64'))
        kept.set(digest, Uint8Array.from(bytes))
        return Promise.resolve({ name, sha256: digest })
      },
      get: ({ sha256: digest }) => Promise.resolve(kept.get(digest) ?? new Uint8Array()),
    },
    open: unused,
    evaluate: unused,
    known: () => undefined,
    seed: 1,
    signal: new AbortController().signal,
    progress: () => undefined,
    budget: {},
  }
}
