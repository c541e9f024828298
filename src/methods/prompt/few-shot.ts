import * as z from 'zod'
import type { Example } from '../../contracts/example.ts'
import { randomSource } from '../../stats/random-source.ts'
import { shuffle } from '../../stats/shuffle.ts'
import { getJson, putJson } from '../artifact-codec.ts'
import { demonstrationOf, demonstrationSchema } from './demonstration.ts'
import { promptMethod } from './prompt-method.ts'

/** The same four train rows in every prompt: different labels, of middling length, drawn by the seed. */
export const fewShot = promptMethod({
  name: 'few-shot',
  recipeVersion: 1,
  kinds: ['classification', 'extraction', 'generation'],
  refitsOnAll: false,
  demonstrates: true,
  embeds: false,
  async prepare(spec, split, context) {
    const rows = pickDemonstrations({ train: split.train, count: spec.demonstrations, seed: context.seed })
    return {
      spec: { ...spec, rows: rows.map((row) => row.id) },
      artifacts: [await putJson(context.artifacts, 'demonstrations', rows.map(demonstrationOf))],
    }
  },
  async open(candidate, context) {
    const stored = await getJson(candidate, 'demonstrations', context.artifacts)
    const demonstrations = z.array(demonstrationSchema).parse(stored)
    return { source: { pick: async () => demonstrations, close: async () => undefined } }
  },
})

/** One row a label as far as labels go; rows longer than the median are left out, since they crowd a prompt. */
export function pickDemonstrations(options: { train: Example[]; count: number; seed: number }): Example[] {
  const { train, count, seed } = options
  const lengths = train.map((row) => row.input.text.length).toSorted((a, b) => a - b)
  const median = lengths[Math.floor(lengths.length / 2)] ?? 0
  const shuffled = shuffle(
    train.filter((row) => row.input.text.length <= median),
    randomSource(seed),
  )
  const firsts = new Map<string, Example>()
  for (const row of shuffled) if (!firsts.has(row.expected)) firsts.set(row.expected, row)
  const others = shuffled.filter((row) => firsts.get(row.expected) !== row)
  return [...firsts.values(), ...others].slice(0, count)
}
