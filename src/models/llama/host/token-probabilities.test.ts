import { beforeAll, describe, expect, it } from 'vitest'
import { ensureModel } from '../../catalogue/ensure-model.ts'
import { ensureEngine } from '../../engines/ensure-engine.ts'
import { openModel } from './open-model.ts'
import type { OpenContexts } from './open-model.ts'
import { tokenProbabilities } from './token-probabilities.ts'

const home = process.env['CROSSOVER_TEST_HOME']
const { signal } = new AbortController()

describe.skipIf(home === undefined)('tokenProbabilities (needs CROSSOVER_TEST_HOME)', () => {
  let opened: OpenContexts

  beforeAll(async () => {
    const engine = await ensureEngine({ name: 'llama', home: home ?? '' })
    const { files } = await ensureModel({ name: 'local:smollm2-135m', home: home ?? '' })
    opened = await openModel({
      type: 'open',
      engineFolder: engine.folder,
      modelPath: files.model,
      threads: 1,
      contextTokens: 256,
    })
  })

  it('agrees with the whole list, for likely and unlikely tokens, at sure and unsure places', async () => {
    const { open } = opened
    const { model } = open
    const { native: context, sequence } = await opened.contextOf(undefined)
    const tokens = model.tokenize('The capital of France is Paris. The capital of Italy is Rome. My', false)
    await sequence.evaluate({ tokens, isStart: true, wantedFrom: 0, signal })
    const wholeList = open.createSampler()
    wholeList.applyConfig({ temperature: 1, seed: 0 })
    const positions = [0, 3, 4, 5, tokens.length - 1]
    const listed = new Map<number, Map<number, number>>()
    for (const position of positions) listed.set(position, await listAt(sequence.logitsAt(position)))

    const wanted = [...model.tokenize(' Paris Rome name of Zürich', false), open.chat.terminator]
    const ask = tokenProbabilities(context, open.createSampler)
    const answers = await ask(
      positions.map((position) => ({ logits: sequence.logitsAt(position), tokens: wanted })),
    )
    positions.forEach((position, index) => {
      const list = listed.get(position) ?? new Map<number, number>()
      wanted.forEach((token, place) => {
        const ratio = (answers[index]?.[place] ?? 0) / (list.get(token) ?? 0)
        expect(Math.abs(ratio - 1)).toBeLessThan(1e-4)
      })
    })

    async function listAt(logits: number): Promise<Map<number, number>> {
      const [, flat = []] = await context.sampleToken(logits, wholeList, true, false)
      const list = new Map<number, number>()
      for (let index = 0; index < flat.length; index += 2) list.set(flat[index] ?? -1, flat[index + 1] ?? 0)
      return list
    }
  })
})
