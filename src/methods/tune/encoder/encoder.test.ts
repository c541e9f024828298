import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Candidate } from '../../../contracts/candidate.ts'
import type { FitContext } from '../../../contracts/method.ts'
import { trainingReportSchema } from '../../../contracts/training-report.ts'
import { trainingSplit } from '../../../data/split/training-split.ts'
import { openStore } from '../../../store/open-store.ts'
import { getJson } from '../../artifact-codec.ts'
import { encoder } from './encoder.ts'
import { deskRow, rigContext, type Rig } from './encoder-rig.fixture.ts'

let rig: Rig
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'crossover-encoder-'))
  rig = {
    folder,
    store: openStore(folder),
    // The second epoch is right on both rows; none after it is better.
    epochs: [
      [sure(0), sure(0)],
      [sure(0), sure(1)],
      [sure(1), sure(1)],
      [sure(0), sure(1)],
      [sure(0), sure(1)],
    ],
    exports: { 'model.int8.onnx': right, 'model.onnx': right },
    seconds: 60,
    told: { replies: [], opened: [] },
  }
})
afterEach(async () => {
  rig.store.close()
  await rm(rig.folder, { recursive: true })
})

const right = { 'text v': [2, 0], 'text w': [0, 2] }
const wrong = { 'text v': [2, 0], 'text w': [2, 0] }
const train = [deskRow('a', 'loans'), deskRow('b', 'rooms'), deskRow('c', 'rooms')]
const validation = [deskRow('v', 'loans'), deskRow('w', 'rooms')]
const split = trainingSplit({ train, validation })
const spec = { base: 'local:minilm-l6' }

/** Probabilities of two labels. */
function sure(label: number): number[] {
  return [0, 1].map((at) => (at === label ? 0.9 : 0.1))
}

async function fit(context: FitContext = rigContext(rig), rows = split): Promise<Candidate> {
  const outcome = await encoder.fit(spec, rows, context)
  if ('candidate' in outcome) return outcome.candidate
  throw new RangeError(JSON.stringify(outcome))
}

describe('tune/encoder', () => {
  it('keeps the epoch with the best metric and stops when two more brought nothing better', async () => {
    const candidate = await fit()
    expect(rig.told.replies).toEqual([
      { type: 'continue', best: 1 },
      { type: 'continue', best: 2 },
      { type: 'continue', best: 2 },
      { type: 'stop', best: 2 },
    ])
    expect(candidate.spec).toMatchObject({ epoch: 2, precision: 'int8', temperature: 1, epochs: 8 })
    const kept = candidate.artifacts.find(({ name }) => name === 'model.safetensors')
    const bytes = await rig.store.artifacts.get(kept ?? { name: '', sha256: '' })
    expect(Buffer.from(bytes).toString()).toBe('model.safetensors of 2')
    const training = trainingReportSchema.parse(await getJson(candidate, 'training', rig.store.artifacts))
    expect(training).toMatchObject({
      rows: 3,
      metric: 'accuracy',
      epochs: [0.5, 1, 0.5, 1].map((value, at) => ({ epoch: at + 1, value, trainLoss: 2, rows: 2 })),
      chosen: 2,
      // Of texts it has no logits for the stand-in says the first label: right on one of three.
      onTrain: { value: expect.closeTo(1 / 3, 6) as number, rows: 3 },
    })
    const check = await getJson(candidate, 'export-check', rig.store.artifacts)
    expect(check).toEqual({ rows: 2, sameLabel: { int8: 1 }, served: 'int8' })
  })

  it('writes texts and labels, and leaves out validation rows of labels that train lacks', async () => {
    await fit(rigContext(rig), trainingSplit({ train, validation: [...validation, deskRow('x', 'cellar')] }))
    const { job } = rig.told
    const linesOf = async (path = '') =>
      (await readFile(path, 'utf8'))
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line))
    expect(await linesOf(job?.validation)).toEqual([
      { text: 'text v', label: 'loans' },
      { text: 'text w', label: 'rooms' },
    ])
    expect(await linesOf(job?.train)).toHaveLength(3)
    expect(job).toMatchObject({
      kind: 'encoder',
      base: { format: 'folder', path: '/base' },
      encoder: { labels: ['loans', 'rooms'], classWeights: 'none' },
    })
  })

  it('weighs labels alike where macro F1 judges', async () => {
    await fit(rigContext(rig, {}, 'macroF1'))
    expect(rig.told.job?.encoder.classWeights).toBe('balanced')
  })

  it('answers with probabilities of the kept export, cooled by the temperature', async () => {
    const candidate = await fit()
    const predictor = await encoder.open(candidate, rigContext(rig))
    const signal = new AbortController().signal
    const { output, confidence, alternatives } = await predictor.predict({
      input: { text: 'text w' },
      signal,
    })
    // softmax(0, 2) = 0.1192, 0.8808.
    expect(output).toBe('rooms')
    expect(confidence).toBeCloseTo(0.8808, 4)
    expect(alternatives?.map((one) => one.output)).toEqual(['rooms', 'loans'])
  })

  it('is less sure where held-out rows say so', async () => {
    const many = Array.from({ length: 40 }, (_, at) => deskRow(`m${at}`, at % 4 === 0 ? 'rooms' : 'loans'))
    const logits = Object.fromEntries(many.map(({ input }) => [input.text, [6, 0]]))
    rig.epochs = [many.map(() => sure(0))]
    rig.exports = { 'model.int8.onnx': logits, 'model.onnx': logits }
    const candidate = await fit(rigContext(rig), trainingSplit({ train, validation: many }))
    // Right on three of four: 6 / T = ln 3, so T = 5.46, and 5 is the most that is believed.
    expect(candidate.spec).toMatchObject({ temperature: expect.closeTo(5, 2) as number })
  })

  it('calibrates on calibration rows where there are any', async () => {
    const calibration = Array.from({ length: 40 }, (_, at) =>
      deskRow(`c${at}`, at % 4 === 0 ? 'rooms' : 'loans'),
    )
    const logits = { ...right, ...Object.fromEntries(calibration.map(({ input }) => [input.text, [2, 0]])) }
    rig.exports = { 'model.int8.onnx': logits, 'model.onnx': logits }
    const candidate = await fit(rigContext(rig), trainingSplit({ train, validation, calibration }))
    // 2 / T = ln 3.
    expect(candidate.spec).toMatchObject({ temperature: expect.closeTo(2 / Math.log(3), 2) as number })
  })

  it('serves 32 bits where int8 gives other labels than PyTorch', async () => {
    rig.exports = { 'model.int8.onnx': wrong, 'model.onnx': right }
    const candidate = await fit()
    expect(candidate.spec).toMatchObject({ precision: 'float32' })
    expect(candidate.artifacts.map(({ name }) => name)).toContain('model.onnx')
    expect(candidate.artifacts.map(({ name }) => name)).not.toContain('model.int8.onnx')
    expect(rig.told.opened.map((path) => basename(path)).slice(0, 2)).toEqual([
      'model.int8.onnx',
      'model.onnx',
    ])
    expect(await getJson(candidate, 'export-check', rig.store.artifacts)).toMatchObject({
      sameLabel: { int8: 0.5, float32: 1 },
      served: 'float32',
    })
  })

  it('is not measured where no export answers as the trained model does', async () => {
    rig.exports = { 'model.int8.onnx': wrong, 'model.onnx': wrong }
    expect(await encoder.fit(spec, split, rigContext(rig))).toEqual({
      notMeasured: {
        reason:
          'the exported encoder gives the trained label on 50.0 % (int8) and 50.0 % (float32) of 2 validation rows; 99.5 % are needed',
        command: 'crossover doctor',
      },
    })
  })

  it('says what is missing without a trainer, and gives back what was trained before', async () => {
    const { trainer: _, ...context } = rigContext(rig)
    expect(await encoder.fit(spec, split, context)).toEqual({
      notMeasured: {
        reason: 'training needs the trainer engine (Python 3.11 to 3.14)',
        command: 'crossover engine add trainer',
      },
    })
    const candidate = await fit()
    const known = (recipe: string) => (recipe === candidate.recipe ? candidate : undefined)
    expect(await encoder.fit(spec, split, { ...context, known })).toEqual({ candidate })
  })

  it('trains nothing beyond the budget', async () => {
    rig.seconds = 1500
    expect(await encoder.fit(spec, split, rigContext(rig))).toEqual({
      notMeasured: {
        reason: 'training would take about 25 min; tuning.budgetMinutes allows 20',
        command: 'set tuning.budgetMinutes to 25 or more in the task file',
      },
    })
    expect(rig.told.replies).toEqual([])
  })

  it('needs two labels, and validation rows to choose an epoch by', async () => {
    const one = trainingSplit({ train: train.slice(1), validation })
    expect(await encoder.fit(spec, one, rigContext(rig))).toMatchObject({
      notMeasured: { reason: 'train has one label only: there is nothing to tell apart' },
    })
    const blind = trainingSplit({ train, validation: [deskRow('x', 'cellar')] })
    expect(await encoder.fit(spec, blind, rigContext(rig))).toMatchObject({
      notMeasured: { reason: 'no validation row has a label of train: no epoch can be chosen' },
    })
  })

  it('does not believe a trainer that answers for other rows than it was given', async () => {
    rig.epochs = [[sure(0)]]
    await expect(encoder.fit(spec, split, rigContext(rig))).rejects.toThrow(
      'The trainer gave probabilities for 1 validation rows of 2.',
    )
  })
})
