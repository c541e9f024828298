import { afterEach, describe, expect, it } from 'vitest'
import type { Candidate } from '../../contracts/candidate.ts'
import type { Example } from '../../contracts/example.ts'
import { trainingSplit } from '../../data/split/training-split.ts'
import { searchBench } from '../../methods/prompt/search/search-bench.fixture.ts'
import { head } from '../../methods/tune/head.ts'
import { rowNamed } from '../../releases/model-card.fixture.ts'
import { refitHead } from './refit-head.ts'

const bench = searchBench({ answer: () => 'loans' })
afterEach(() => bench.close())

const old = [
  ...['renew renew', 'renewal', 'renew new'].map((text, at) => rowNamed(`l${at}`, 'loans', text)),
  ...['hall', 'hall hall', 'a hall'].map((text, at) => rowNamed(`r${at}`, 'rooms', text)),
]
const added = ['zigzag', 'zig zag zig', 'zag'].map((text, at) => rowNamed(`z${at}`, 'sewing', text))

async function fitHead(rows: readonly Example[]): Promise<Candidate> {
  const spec = { l2: 1e-3, classWeights: 'none', temperature: 1.5 } as const
  const outcome = await head.fit(spec, trainingSplit({ train: [...rows], validation: [] }), bench.context)
  if ('candidate' in outcome) return outcome.candidate
  throw new RangeError('no head')
}

async function answerOf(candidate: Candidate, text: string): Promise<string> {
  const predictor = await head.open(candidate, bench.context)
  const { output } = await predictor.predict({ input: { text }, signal: bench.context.signal })
  await predictor.close()
  return output
}

describe('refitHead', () => {
  it('leaves a head alone while it knows every label, and teaches it those that were added', async () => {
    const earlier = await fitHead(old)
    expect(await refitHead(earlier, old.slice(0, 2), bench.context)).toBe(earlier)
    const current = await refitHead(earlier, [...old, ...added], bench.context)
    expect(current.spec).toEqual(earlier.spec)
    expect(await answerOf(earlier, 'zigzag zig')).not.toBe('sewing')
    expect(await answerOf(current, 'zigzag zig')).toBe('sewing')
    expect(await answerOf(current, 'hall')).toBe('rooms')
  })
})
