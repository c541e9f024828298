import * as z from 'zod'
import type { Method } from '../../contracts/method.ts'
import { getJson, putJson } from '../artifact-codec.ts'
import { fitCandidate } from '../fit-candidate.ts'

const modelSchema = z.object({ label: z.string(), share: z.number() })

/** Always answers the most frequent train label: the floor every other candidate must clear. Never chosen. */
export const majority: Method<Record<string, never>> = {
  kind: 'baseline/majority',
  family: 'baseline',
  recipeVersion: 1,
  kinds: ['classification', 'extraction'],
  specs: () => [{}],
  refitsOnAll: true,
  fit: (spec, split, context) =>
    fitCandidate({ method: majority, name: 'most frequent', spec, split, context }, async () => ({
      artifacts: [
        await putJson(context.artifacts, 'majority', mostFrequent(split.train.map((row) => row.expected))),
      ],
    })),
  async open(candidate, context) {
    const { label, share } = modelSchema.parse(await getJson(candidate, 'majority', context.artifacts))
    return {
      predict: async () => ({
        output: label,
        validity: 'first',
        confidence: share,
        latencyMs: 0,
        computeMs: 0,
      }),
      close: async () => undefined,
    }
  },
}

/** Ties go to the label that sorts first, so that the order of rows does not matter. */
function mostFrequent(labels: string[]): { label: string; share: number } {
  const counts = new Map<string, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  const [label, count] = [...counts].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0] ?? ['', 0]
  return { label, share: labels.length === 0 ? 0 : count / labels.length }
}
