import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { FitContext } from '../../../contracts/method.ts'
import { readGgufHeader } from '../../../models/gguf/read-gguf-header.ts'
import { getJson } from '../../artifact-codec.ts'
import { lora } from './lora.ts'
import {
  base,
  contextOf,
  fakeTrainer,
  fit,
  merits,
  nothingTold,
  rig,
  score,
  split,
} from './lora-rig.fixture.ts'

describe('tune/lora', () => {
  it('keeps the best epoch and stops when two more brought nothing better', async () => {
    const told = nothingTold()
    const candidate = await fit(contextOf(told))
    expect(told.replies).toEqual([
      { type: 'continue', best: 1 },
      { type: 'continue', best: 2 },
      { type: 'continue', best: 2 },
      { type: 'stop', best: 2 },
    ])
    expect(candidate.spec).toMatchObject({
      language: base,
      epoch: 2,
      epochs: 5,
      rank: 8,
      alpha: 16,
      learningRate: 5e-4,
    })
    const training = await getJson(candidate, 'training', rig().store.artifacts)
    expect(training).toMatchObject({
      epochs: merits
        .slice(0, 4)
        .map((value, index) => ({ epoch: index + 1, value, trainLoss: 2, validationLoss: 3, rows: 2 })),
      rows: 3,
      metric: 'chrF',
      chosen: 2,
      onTrain: { value: 0.8, rows: 2 },
      memorised: { rows: 0, of: 0 },
    })
    const check = await getJson(candidate, 'adapter-check', rig().store.artifacts)
    expect(check).toMatchObject({ passes: true, rows: 2 })
  })

  it('writes rows as chats with the short prompt, the answer last', async () => {
    const told = nothingTold()
    await fit(contextOf(told))
    const lines = (await readFile(told.job?.train ?? '', 'utf8')).trim().split('\n')
    expect(lines.map((line): unknown => JSON.parse(line))[0]).toEqual({
      messages: [
        { role: 'system', content: 'Answer the order.' },
        { role: 'user', content: 'Order a' },
        { role: 'assistant', content: 'Answer a' },
      ],
    })
    expect(lines).toHaveLength(3)
    expect(told.job?.base).toEqual({ format: 'gguf', path: join(rig().folder, 'base.gguf') })
  })

  it('opens with its adapter and asks with the prompt it was trained with', async () => {
    const told = nothingTold()
    const context = contextOf(told)
    const candidate = await fit(context)
    told.opened.length = 0
    const predictor = await lora.open(candidate, context)
    const { signal } = new AbortController()
    const prediction = await predictor.predict({ input: { text: 'Order z' }, signal })
    await predictor.close()
    expect(prediction.output).toBe('Answer')
    expect(told.asked.at(-1)).toBe('system: Answer the order. | user: Order z')
    const kept = candidate.artifacts.find(({ name }) => name === 'adapter.gguf')
    expect(told.opened[0]?.adapter?.sha256).toBe(kept?.sha256)
    const header = readGgufHeader(told.opened[0]?.adapter?.path ?? '')
    expect(header.tensors.map(({ name }) => name)).toEqual([
      'blk.0.attn_q.weight.lora_a',
      'blk.0.attn_q.weight.lora_b',
    ])
  })

  it('gives the same candidate again, and each epoch a version of its own', async () => {
    const versions: string[] = []
    const told = nothingTold()
    const context = contextOf(told)
    const evaluate: FitContext['evaluate'] = (candidate, rows) => {
      versions.push(candidate.version)
      return context.evaluate(candidate, rows)
    }
    const first = await fit({ ...context, evaluate })
    const second = await fit({ ...context, evaluate })
    expect(second.version).toBe(first.version)
    expect(new Set(versions).size).toBe(4)
    // Four epochs, and the best of them on rows it learnt from.
    expect(versions).toHaveLength(10)
    expect(versions.slice(5)).toEqual(versions.slice(0, 5))
  })

  it('is measured for local models only', () => {
    expect(lora.specs(contextOf(nothingTold()).task)).toEqual([{ language: base, template: '' }])
  })

  it('says what is missing without a trainer', async () => {
    const { trainer: _, ...context } = contextOf(nothingTold())
    expect(await lora.fit({ language: base, template: '' }, split, context)).toEqual({
      notMeasured: {
        reason: 'training needs the trainer engine (Python 3.11 to 3.14)',
        command: 'crossover engine add trainer',
      },
    })
  })

  it('trains nothing beyond the budget', async () => {
    const told = nothingTold()
    const trainer = fakeTrainer(told, { seconds: 1500 })
    const outcome = await lora.fit({ language: base, template: '' }, split, contextOf(told, { trainer }))
    expect(outcome).toMatchObject({
      notMeasured: { reason: 'training would take about 25 min; tuning.budgetMinutes allows 20' },
    })
    expect(told.replies).toEqual([])
  })

  it('fails when host and trainer disagree about the adapter', async () => {
    const told = nothingTold()
    const trainer = fakeTrainer(told, { trained: { ...score, argmaxTokens: [9, 9] } })
    const outcome = await lora.fit({ language: base, template: '' }, split, contextOf(told, { trainer }))
    expect(outcome).toMatchObject({
      notMeasured: {
        reason: expect.stringContaining('gives other answers when served: trainer and host name'),
      },
    })
  })
})
