import { describe, expect, it } from 'vitest'
import type { Candidate } from '../../../contracts/candidate.ts'
import type { Example } from '../../../contracts/example.ts'
import type { ValidationScore } from '../../../contracts/method.ts'
import { halveVariants } from './halve-variants.ts'
import { callsOfPlan, halvingPlan, plannedCallsOf } from './halving-plan.ts'
import { selectionOptimism } from './selection-optimism.ts'

const rows: Example[] = Array.from({ length: 40 }, (_, index) => ({
  id: `row-${index}`,
  input: { text: `text ${index}` },
  expected: index % 4 === 0 ? 'rare' : 'common',
  source: { file: 'rows.jsonl', line: index + 1 },
}))

/** Variants that are right on a share of the rows; every (variant, row) is paid for once, as the store would have it. */
function shop(shares: Record<string, number>, tokens: Record<string, number> = {}) {
  const paid = new Set<string>()
  const subsets: string[][] = []
  let dieAfter = Number.POSITIVE_INFINITY
  const evaluate = async ({ name }: Candidate, asked: Example[]): Promise<ValidationScore> => {
    subsets.push(asked.map((row) => row.id))
    let calls = 0
    for (const { id } of asked) {
      if (paid.has(`${name} ${id}`)) continue
      if (paid.size >= dieAfter) throw new Error('killed')
      paid.add(`${name} ${id}`)
      calls += 1
    }
    const scored = asked.map(({ id }) => ({
      id,
      score: Number(id.slice(4)) % 10 < (shares[name] ?? 0) * 10 ? 1 : 0,
      output: '',
    }))
    const value = scored.reduce((sum, { score }) => sum + score, 0) / scored.length
    const tokensPerQuery = { input: tokens[name] ?? 100, output: 1 }
    return { metric: 'accuracy', value, merit: value, n: asked.length, rows: scored, tokensPerQuery, calls }
  }
  const fit = async (name: string) => ({ name }) as Candidate
  return {
    paid,
    subsets,
    killAfter: (calls: number) => (dieAfter = calls),
    search: (calls: number) =>
      halveVariants({
        variants: Object.keys(shares).map((name) => ({ name, spec: name })),
        rows,
        fit,
        evaluate,
        calls,
        seed: 7,
      }),
  }
}

const eight = { a: 0.2, b: 0.3, c: 0.1, d: 0.9, e: 0.4, f: 0, g: 0.5, h: 0.3 }

describe('halvingPlan', () => {
  it('shares the calls among the rounds and halves the variants', () => {
    // 160 calls, 3 rounds: 8 × 6 = 48; (160 − 48) / 2 = 56, 4 × 14; the rest, 56, is 2 × 28, but there are 40 rows only.
    expect(halvingPlan({ variants: 8, rows: 40, calls: 160 })).toEqual([
      { variants: 8, rows: 6 },
      { variants: 4, rows: 20 },
      { variants: 2, rows: 40 },
    ])
    expect(plannedCallsOf({ variants: 8, rows: 40, calls: 160 })).toBe(48 + 4 * 14 + 2 * 20)
  })

  it('asks every row of every variant at once where the calls allow it', () => {
    expect(halvingPlan({ variants: 4, rows: 10, calls: 40 })).toEqual([{ variants: 4, rows: 10 }])
  })

  it('tries fewer variants rather than each on too few rows', () => {
    expect(halvingPlan({ variants: 8, rows: 40, calls: 40 })[0]).toEqual({ variants: 4, rows: 5 })
  })

  it('has no rounds without calls, rows or a choice', () => {
    expect(halvingPlan({ variants: 8, rows: 40, calls: 0 })).toEqual([])
    expect(halvingPlan({ variants: 8, rows: 0, calls: 100 })).toEqual([])
    expect(plannedCallsOf({ variants: 1, rows: 40, calls: 100 })).toBe(0)
  })

  it('never plans more than it may, whatever the numbers', () => {
    for (let variants = 0; variants < 20; variants += 1)
      for (let calls = 0; calls < 400; calls += 37)
        expect(callsOfPlan(halvingPlan({ variants, rows: 30, calls }))).toBeLessThanOrEqual(calls)
  })
})

describe('halveVariants', () => {
  it('finds the best and pays exactly what was planned', async () => {
    const { search, paid } = shop(eight)
    const { best, calls, trace } = await search(160)
    expect(best.name).toBe('d')
    expect(calls).toBe(plannedCallsOf({ variants: 8, rows: 40, calls: 160 }))
    expect(paid.size).toBe(calls)
    expect(trace.map(({ rows: answered }) => answered)).toEqual([40, 40, 20, 20, 6, 6, 6, 6])
    expect(trace[0]).toEqual({ name: 'd', rows: 40, merit: 0.9, tokens: 101 })
  })

  it('asks nested rows, with each answer in its share', async () => {
    const { search, subsets } = shop(eight)
    await search(160)
    const [few = [], more = []] = [subsets[0], subsets[8]]
    expect(more.slice(0, few.length)).toEqual(few)
    const rare = more.filter((id) => rows.find((row) => row.id === id)?.expected === 'rare')
    expect(rare).toHaveLength(5)
  })

  it('prefers the shorter prompt on a tie, and the one named first when both are as long', async () => {
    expect((await shop({ a: 0.5, b: 0.5 }, { b: 60 }).search(80)).best.name).toBe('b')
    expect((await shop({ a: 0.5, b: 0.5 }).search(80)).best.name).toBe('a')
  })

  it('takes the first variant and asks nothing without calls', async () => {
    const { search, paid } = shop(eight)
    expect(await search(0)).toEqual({ best: { name: 'a', spec: 'a' }, trace: [], calls: 0, optimism: 0 })
    expect(paid.size).toBe(0)
  })

  it('killed anywhere and started again: the same result, and nothing paid twice', async () => {
    const whole = await shop(eight).search(160)
    for (const killed of [0, 1, 47, 48, 100, 143]) {
      const { search, paid, killAfter } = shop(eight)
      killAfter(killed)
      await expect(search(160)).rejects.toThrow('killed')
      killAfter(Number.POSITIVE_INFINITY)
      expect(await search(160)).toEqual(whole)
      expect(paid.size).toBe(whole.calls)
    }
  })

  it('says what is missing without variants', async () => {
    await expect(shop({}).search(10)).rejects.toThrow('A search needs at least one variant.')
  })
})

describe('selectionOptimism', () => {
  const coin = (variant: number) =>
    Array.from({ length: 20 }, (_, row) => (((row * 7 + variant * 11) * 2654435761) % 97 > 48 ? 1 : 0))

  it('is nothing without a choice', () => {
    expect(selectionOptimism([], 1)).toBe(0)
    expect(selectionOptimism([coin(0)], 1)).toBe(0)
  })

  it('is nothing among variants that always score the same', () => {
    expect(selectionOptimism([Array<number>(10).fill(1), Array<number>(10).fill(0)], 1)).toBe(0)
  })

  it('grows with the number of variants that are all guessing', () => {
    const two = selectionOptimism([coin(0), coin(1)], 3)
    const many = selectionOptimism(
      Array.from({ length: 16 }, (_, variant) => coin(variant)),
      3,
    )
    expect(two).toBeGreaterThan(0)
    expect(many).toBeGreaterThan(two)
  })

  it('is about the gap that was found by hand: two opposite variants on two rows', () => {
    // Draws: {0,0} and {1,1} count (the others leave no row outside): the winner has 1 inside and 0 outside.
    expect(
      selectionOptimism(
        [
          [1, 0],
          [0, 1],
        ],
        5,
      ),
    ).toBe(1)
  })

  it('refuses lists of different rows', () => {
    expect(() => selectionOptimism([[1], [1, 0]], 1)).toThrow('They must be the same rows.')
  })
})
