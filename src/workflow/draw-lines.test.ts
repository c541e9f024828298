import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { drawLines } from './draw-lines.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'draw-'))
})

async function drawn(count: number, size: number, seed: number): Promise<string[]> {
  async function* lines(): AsyncGenerator<string> {
    for (let number = 0; number < count; number += 1) yield `${number} Größe 🙂\n`
  }
  const taken: string[] = []
  for await (const line of drawLines(lines(), { size, seed, spool: join(folder, 'spool') })) taken.push(line)
  return taken
}

const numbers = (lines: readonly string[]): number[] => lines.map((line) => Number(line.split(' ')[0]))

describe('a sample of lines', () => {
  test('has its size, the order of the file, and whole lines; the spool is gone', async () => {
    const lines = await drawn(5000, 400, 1)
    expect(lines).toHaveLength(400)
    expect(numbers(lines)).toEqual(numbers(lines).toSorted((a, b) => a - b))
    expect(lines.every((line) => line.endsWith(' Größe 🙂\n'))).toBe(true)
    expect(await readdir(folder)).toEqual([])
  })

  test('is all lines where there are fewer', async () => {
    expect(numbers(await drawn(3, 10, 1))).toEqual([0, 1, 2])
  })

  test('is the same for one seed and another for another', async () => {
    const first = await drawn(200, 20, 7)
    expect(await drawn(200, 20, 7)).toEqual(first)
    expect(await drawn(200, 20, 8)).not.toEqual(first)
  })

  test('is drawn evenly: the mean of many samples is the middle', async () => {
    const samples = await Promise.all(
      Array.from({ length: 200 }, async (_, seed) => {
        async function* lines(): AsyncGenerator<string> {
          for (let number = 0; number < 100; number += 1) yield `${number}\n`
        }
        const all: number[] = []
        const spool = join(folder, `spool-${seed}`)
        for await (const line of drawLines(lines(), { size: 10, seed, spool })) all.push(Number(line))
        return all
      }),
    )
    const mean = samples.flat().reduce((sum, number) => sum + number, 0) / samples.flat().length
    // 2,000 draws of 0 … 99: the standard error of their mean is about 0.62.
    expect(Math.abs(mean - 49.5)).toBeLessThan(2)
  })
})
