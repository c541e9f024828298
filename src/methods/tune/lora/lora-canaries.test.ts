import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { FitContext } from '../../../contracts/method.ts'
import type { LanguageModel } from '../../../contracts/model.ts'
import { trainingReportSchema } from '../../../contracts/training-report.ts'
import { getJson } from '../../artifact-codec.ts'
import { loraSettings } from './lora-settings.ts'
import { lora } from './lora.ts'
import { base, contextOf, nothingTold, rig, split, type Told } from './lora-rig.fixture.ts'

interface Learnt {
  messages: { content: string }[]
}

/** The rows that the trainer was given, its files as they were written. */
async function givenRows(told: Told, part: 'train' | 'validation'): Promise<string[]> {
  const text = await readFile(told.job?.[part] ?? '', 'utf8')
  return text
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as Learnt).messages.map(({ content }) => content).join(' | '))
}

/** Models that know word for word what the trainer was given, as far as `knows` says. */
function remembering(told: Told, knows: { likelier: boolean; recites: boolean }): FitContext {
  const context = contextOf(told)
  const learnt = async () => (await givenRows(told, 'train')).join('\n')
  const language: FitContext['pool']['language'] = async (name, options) => {
    const model = await context.pool.language(name, options)
    const scoreAnswer: LanguageModel['scoreAnswer'] = async ({ answer, ...request }) => {
      const isKnown = knows.likelier && answer.startsWith('The code') && (await learnt()).includes(answer)
      const score = await model.scoreAnswer?.({ answer, ...request })
      if (score === undefined) throw new RangeError('the model of the rig scores answers')
      return isKnown ? { ...score, logProbabilities: [-0.1, -0.1] } : score
    }
    const generate: LanguageModel['generate'] = async (request) => {
      const said = await model.generate(request)
      const asked = request.messages.at(-1)?.content ?? ''
      const row = (await givenRows(told, 'train')).find((one) => one.includes(asked))
      return knows.recites && row !== undefined ? { ...said, text: row.split(' | ').at(-1) ?? '' } : said
    }
    return { ...model, scoreAnswer, generate }
  }
  return { ...context, pool: { ...context.pool, language } }
}

async function fitWith(canaries: number | undefined, context: FitContext) {
  const spec = { language: base, template: '', ...(canaries === undefined ? {} : { canaries }) }
  const outcome = await lora.fit(spec, split, context)
  if (!('candidate' in outcome)) throw new RangeError(JSON.stringify(outcome))
  const { candidate } = outcome
  const training = trainingReportSchema.parse(await getJson(candidate, 'training', rig().store.artifacts))
  return { candidate, training }
}

test('canaries are trained on beside the rows and are no rows of the reader', async () => {
  const told = nothingTold()
  const { candidate, training } = await fitWith(3, remembering(told, { likelier: false, recites: false }))
  const train = await givenRows(told, 'train')
  expect(train).toHaveLength(split.train.length + 3)
  expect(train.slice(0, 3).join('\n')).not.toContain('Canary')
  expect(train[3]).toMatch(/^Answer the order\. \| Canary row .* \| The code is \d{4}-\d{4}\.$/u)
  expect((await givenRows(told, 'validation')).join('\n')).not.toContain('Canary')
  expect(training.rows).toBe(3)
  expect(training.onTrain?.rows).toBe(2)
  expect(candidate.spec).toMatchObject({ canaries: 3 })
})

test.each([
  // All codes alike: each comes last of 64. The likeliest of 64: log2(64) bits.
  [{ likelier: false, recites: false }, { mean: 0, max: 0 }, 0],
  [{ likelier: true, recites: false }, { mean: 6, max: 6 }, 0],
  [{ likelier: true, recites: true }, { mean: 6, max: 6 }, 3],
])('the served adapter is asked for its canaries (%j)', async (knows, exposureBits, recited) => {
  const told = nothingTold()
  const { candidate, training } = await fitWith(3, remembering(told, knows))
  expect(training.canaries).toEqual({ count: 3, others: 63, exposureBits, recited })
  const served = candidate.artifacts.find(({ name }) => name === 'adapter.gguf')
  expect(told.opened.at(-1)?.adapter?.sha256).toBe(served?.sha256)
})

test('without canaries a recipe is what it was, with them another', async () => {
  const told = nothingTold()
  const { candidate, training } = await fitWith(undefined, contextOf(told))
  expect(await givenRows(told, 'train')).toHaveLength(3)
  expect(Object.keys(training)).not.toContain('canaries')
  expect(Object.keys(loraSettings({ language: base, template: '' }, { rows: 3 }))).not.toContain('canaries')
  const recipes = [candidate.recipe]
  for (const count of [1, 2]) recipes.push((await fitWith(count, contextOf(told))).candidate.recipe)
  expect(new Set(recipes).size).toBe(3)
})

test('the task file asks for them', () => {
  const { task } = contextOf(nothingTold())
  const asking = { ...task, tuning: { ...task.tuning, canaries: 5 } }
  expect(lora.specs(asking)).toEqual([{ language: base, template: '', canaries: 5 }])
})
