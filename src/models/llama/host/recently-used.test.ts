import { describe, expect, it } from 'vitest'
import { recentlyUsed } from './recently-used.ts'

function recording(most: number) {
  const told: string[] = []
  const values = recentlyUsed<string>(most, async (value) => void told.push(`close ${value}`))
  const get = (key: string) =>
    values.get(key, async () => {
      told.push(`open ${key}`)
      return key
    })
  return { values, get, told }
}

describe('recentlyUsed', () => {
  it('opens each value once and closes the one asked for longest ago', async () => {
    const { get, told } = recording(2)
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) expect(await get(key)).toBe(key)
    expect(told).toEqual(['open a', 'open b', 'close b', 'open c', 'close c', 'open b'])
  })

  it('keeps nothing of what could not be opened', async () => {
    const { values, get, told } = recording(2)
    await get('a')
    await expect(values.get('x', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    await get('x')
    await get('a')
    expect(told).toEqual(['open a', 'open x'])
  })
})
