import { describe, expect, it } from 'vitest'
import { parseHubName } from './hub/hub-name.ts'
import { fitOf, memoryNeed } from './memory-need.ts'
import { suggestModels } from './suggest-models.ts'
import { suggestedModels } from './suggestions.data.ts'

describe('memoryNeed', () => {
  it('adds weights, keys and values of the context used, and one batch of scores', () => {
    const facts = { bytes: 1e9, cacheBytesPerToken: 1000, vocabularySize: 50_000, contextTokens: 131_072 }
    expect(memoryNeed(facts)).toEqual({
      weightsBytes: 1e9,
      cacheBytes: 8192 * 1000,
      workingBytes: 512 * 50_000 * 4 + 150e6,
      totalBytes: 1e9 + 8_192_000 + 102_400_000 + 150e6,
      contextTokens: 8192,
    })
    expect(memoryNeed({ ...facts, contextTokens: 2048 }).contextTokens).toBe(2048)
  })

  it('fits what is free, tightly what there is', () => {
    const machine = { totalBytes: 8e9, freeBytes: 4e9 }
    expect([4e9, 4e9 + 1, 8e9 + 1].map((totalBytes) => fitOf({ totalBytes }, machine))).toEqual([
      'fits',
      'tight',
      'too large',
    ])
  })
})

describe('suggestModels', () => {
  it('puts what fits first, by size, and leaves out what is there', () => {
    const [first, ...rest] = suggestModels({ totalBytes: 4e9, freeBytes: 2e9 }, [])
    expect(first?.fit).toBe('fits')
    const fits = [first, ...rest].map((model) => model?.fit)
    expect(fits).toEqual([...fits].toSorted((a, b) => rank(a) - rank(b)))
    expect(new Set(fits)).toEqual(new Set(['fits', 'tight', 'too large']))
    const without = suggestModels({ totalBytes: 4e9, freeBytes: 2e9 }, [{ name: first?.name ?? '' }])
    expect(without).toHaveLength(rest.length)
  })

  it('suggests names that can be added', () => {
    for (const { name } of suggestedModels) expect(parseHubName(name).name).toBe(name)
  })
})

function rank(fit: string | undefined): number {
  return ['fits', 'tight', 'too large'].indexOf(fit ?? '')
}
