import { describe, expect, it } from 'vitest'
import { getJson } from '../../artifact-codec.ts'
import { lora } from './lora.ts'
import { base, contextOf, fakeTrainer, nothingTold, rig, split } from './lora-rig.fixture.ts'

describe('a search of recipes', () => {
  it('halves recipes epoch by epoch, and trains the winner to its end', async () => {
    const told = nothingTold()
    const asked: string[] = []
    const context = contextOf(told, {
      evaluate: (candidate) => {
        const { learningRate, rank, epoch } = candidate.spec as Record<string, number>
        asked.push(`${learningRate} ${rank} ${epoch}`)
        const merit = learningRate === 1e-3 ? 0.9 : learningRate === 5e-4 ? 0.5 : 0.1
        return Promise.resolve({ metric: 'chrF', value: merit, n: 2, merit, rows: [], calls: 2 })
      },
    })
    const outcome = await lora.fit({ language: base, template: '', recipes: 4 }, split, context)
    const candidate = 'candidate' in outcome ? outcome.candidate : undefined
    expect(candidate?.spec).toMatchObject({ learningRate: 1e-3, rank: 8, alpha: 16, recipes: 1, epoch: 1 })
    const training = candidate && (await getJson(candidate, 'training', rig().store.artifacts))
    expect(training).toMatchObject({
      tried: [
        { recipe: 'rate 0.0005, rank 8', epochs: 2, value: 0.5 },
        { recipe: 'rate 0.001, rank 8', epochs: 2, value: 0.9 },
        { recipe: 'rate 0.00025, rank 8', epochs: 1, value: 0.1 },
        { recipe: 'rate 0.0005, rank 16', epochs: 1, value: 0.5 },
      ],
    })
    expect(asked.filter((one) => one.endsWith(' 1')).slice(0, 4)).toEqual([
      '0.0005 8 1',
      '0.001 8 1',
      '0.00025 8 1',
      '0.0005 16 1',
    ])
  })

  it('counts the search of recipes against the budget', async () => {
    const told = nothingTold()
    const trainer = fakeTrainer(told, { seconds: 600 })
    const spec = { language: base, template: '', recipes: 4 }
    expect(await lora.fit(spec, split, contextOf(told, { trainer, budget: { minutes: 10 } }))).toMatchObject({
      // 4 + 2 + 1 + 1 + 1 epochs in place of 5.
      notMeasured: { reason: 'training would take about 18 min; tuning.budgetMinutes allows 10' },
    })
  })
})
