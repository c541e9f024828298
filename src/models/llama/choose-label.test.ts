import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseLabel } from './choose-label.ts'
import type { Expansion, ExpansionResult } from './choose-label.ts'
import type { TokenisedLabel } from './label-trie.ts'

const end = 0

/** A model as a table: "prefix" → probability of each next token. Every token of a path counts as evaluated. */
function tableModel(table: Record<string, Record<number, number>>) {
  const asked: Expansion[] = []
  const expand = (expansion: Expansion): Promise<ExpansionResult> => {
    asked.push(expansion)
    const { path, children } = expansion
    const probabilities = children.map((tokens, index) => {
      const known = path.slice(0, path.length - children.length + 1 + index)
      return tokens.map((token) => table[known.join(' ')]?.[token] ?? 0)
    })
    return Promise.resolve({ probabilities, labelTokens: path.length, steps: path.length > 0 ? 1 : 0 })
  }
  return { expand, asked }
}

function label(name: string, ...tokens: number[]): TokenisedLabel {
  return { label: name, tokens: [...tokens, end] }
}

describe('chooseLabel', () => {
  it('finds the label that greedy decoding misses (decision.md §7: B1 with .18 / (.06 + .06 + .18) = .60)', async () => {
    const [a, b, one, two] = [1, 2, 11, 12]
    const { expand } = tableModel({
      '': { [a]: 0.3, [b]: 0.2 },
      [`${a}`]: { [one]: 0.2, [two]: 0.2 },
      [`${b}`]: { [one]: 0.9 },
      [`${a} ${one}`]: { [end]: 1 },
      [`${a} ${two}`]: { [end]: 1 },
      [`${b} ${one}`]: { [end]: 1 },
    })
    const labels = [label('A1', a, one), label('A2', a, two), label('B1', b, one)]
    const choice = await chooseLabel({ labels, expand })
    expect(choice.label).toBe('B1')
    expect(choice.probability).toBeCloseTo(0.6, 12)
    expect(choice.found).toBeCloseTo(0.3, 12)
    expect(choice.frontier).toBe(0)
    expect(choice.alternatives.map(({ output }) => output)).toEqual(['B1', 'A1', 'A2'])
  })

  it('tells a label from one that begins with it by the terminator', async () => {
    const { expand } = tableModel({ '': { 1: 0.8 }, '1': { [end]: 0.3, 2: 0.7 }, '1 2': { [end]: 0.5 } })
    const choice = await chooseLabel({ labels: [label('card', 1), label('card lost', 1, 2)], expand })
    expect(choice.label).toBe('card lost')
    expect(choice.found).toBeCloseTo(0.8 * 0.3 + 0.8 * 0.7 * 0.5, 12)
  })

  it('stops without asking for what can hold neither a better label nor 1 % of the mass', async () => {
    const { expand, asked } = tableModel({ '': { 1: 0.9, 2: 0.009 }, '1': { [end]: 1 }, '2': { [end]: 1 } })
    const choice = await chooseLabel({ labels: [label('yes', 1), label('no', 2)], expand })
    expect(asked.map(({ path }) => path)).toEqual([[], [1]])
    expect(choice.frontier).toBeCloseTo(0.009, 12)
    expect(choice.probability).toBeCloseTo(0.9 / 0.909, 12)
  })

  it('goes on while the frontier holds more than 1 %', async () => {
    const { expand, asked } = tableModel({ '': { 1: 0.9, 2: 0.01 }, '1': { [end]: 1 }, '2': { [end]: 1 } })
    const choice = await chooseLabel({ labels: [label('yes', 1), label('no', 2)], expand })
    expect(asked).toHaveLength(3)
    expect(choice.alternatives).toHaveLength(2)
  })

  it('asks once for tokens that can only go one way', async () => {
    const { expand, asked } = tableModel({
      '': { 1: 0.5, 9: 0 },
      '1': { 2: 0.5 },
      '1 2': { 3: 0.5 },
      '1 2 3': { [end]: 0.5 },
    })
    const choice = await chooseLabel({ labels: [label('long', 1, 2, 3), label('other', 9)], expand })
    expect(asked.map(({ path }) => path)).toEqual([[], [1, 2, 3]])
    expect(choice.found).toBeCloseTo(0.5 ** 4, 12)
  })

  it('keeps what the budget left unexplored as frontier', async () => {
    const table = { '': { 1: 0.5, 2: 0.4, 3: 0.1 }, '1': { [end]: 1 }, '2': { [end]: 1 }, '3': { [end]: 1 } }
    const { expand } = tableModel(table)
    const labels = [label('a', 1), label('b', 2), label('c', 3)]
    const choice = await chooseLabel({ labels, expand, budget: 2 })
    expect(choice).toMatchObject({ label: 'a', labelTokens: 2, steps: 2 })
    expect(choice.frontier).toBeCloseTo(0.1, 12)
    expect(choice.probability).toBeCloseTo(0.5, 12)
  })

  it('reaches one complete label whatever the budget', async () => {
    const { expand } = tableModel({ '': { 1: 0.5 }, '1': { 2: 0.5 }, '1 2': { [end]: 0.5 } })
    const choice = await chooseLabel({ labels: [label('only', 1, 2)], expand, budget: 1 })
    expect(choice).toMatchObject({ label: 'only', probability: 1 })
  })
})

/** Random labels over a small alphabet, and a random model that is a function of the prefix alone. */
const cases = fc.record({
  words: fc.uniqueArray(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }), {
    minLength: 1,
    maxLength: 25,
    selector: (word) => word.join(' '),
  }),
  weights: fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 40, maxLength: 40 }),
})

function randomModel(weights: number[]) {
  const weightOf = (prefix: number[], token: number): number => {
    const place = prefix.reduce((hash, value) => (hash * 31 + value + 7) % 9973, token)
    return weights[place % weights.length] ?? 1
  }
  const probability = (prefix: number[], token: number): number => {
    const all = [0, 1, 2, 3, 4, 5].map((other) => weightOf(prefix, other))
    return weightOf(prefix, token) / all.reduce((sum, weight) => sum + weight, 0)
  }
  const expand = ({ path, children }: Expansion): Promise<ExpansionResult> => {
    const probabilities = children.map((tokens, index) => {
      const known = path.slice(0, path.length - children.length + 1 + index)
      return tokens.map((token) => probability(known, token))
    })
    return Promise.resolve({ probabilities, labelTokens: path.length, steps: 1 })
  }
  const score = (tokens: readonly number[]): number =>
    tokens.reduce((product, token, index) => product * probability(tokens.slice(0, index), token), 1)
  return { expand, score }
}

describe('chooseLabel on random labels and models', () => {
  it('agrees with scoring every label when the budget is large', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ words, weights }) => {
        const labels = words.map((word) => label(word.join('-'), ...word))
        const { expand, score } = randomModel(weights)
        const choice = await chooseLabel({ labels, expand, budget: Infinity })
        const scores = labels.map(({ tokens }) => score(tokens))
        const total = scores.reduce((sum, value) => sum + value, 0)
        const chosen = score(labels.find((one) => one.label === choice.label)?.tokens ?? [])
        expect(chosen).toBeCloseTo(Math.max(...scores), 12)
        expect(choice.found).toBeLessThanOrEqual(total + 1e-12)
        expect(choice.found + choice.frontier).toBeGreaterThanOrEqual(total - 1e-12)
        expect(choice.frontier).toBeLessThanOrEqual(0.01 * choice.found)
        expect(choice.probability).toBeLessThanOrEqual(chosen / total + 1e-12)
        expect(chosen / choice.found).toBeGreaterThanOrEqual(chosen / total - 1e-12)
      }),
    )
  })

  it('bounds the probability from below under any budget', async () => {
    await fc.assert(
      fc.asyncProperty(cases, fc.integer({ min: 1, max: 40 }), async ({ words, weights }, budget) => {
        const labels = words.map((word) => label(word.join('-'), ...word))
        const { expand, score } = randomModel(weights)
        const choice = await chooseLabel({ labels, expand, budget })
        const total = labels.reduce((sum, { tokens }) => sum + score(tokens), 0)
        expect(choice.found + choice.frontier).toBeGreaterThanOrEqual(total - 1e-12)
        for (const { output, probability } of choice.alternatives) {
          const exact = score(labels.find((one) => one.label === output)?.tokens ?? []) / total
          expect(probability).toBeLessThanOrEqual(exact + 1e-12)
        }
      }),
    )
  })
})
