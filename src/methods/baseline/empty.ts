import type { Method } from '../../contracts/method.ts'
import { fitCandidate } from '../fit-candidate.ts'

/** Answers nothing: the floor of written texts, of which none is "most frequent". Never chosen. */
export const empty: Method<Record<string, never>> = {
  kind: 'baseline/empty',
  family: 'baseline',
  recipeVersion: 1,
  kinds: ['generation'],
  specs: () => [{}],
  refitsOnAll: false,
  fit: (spec, split, context) =>
    fitCandidate({ method: empty, name: 'empty answer', spec, split, context }, async () => ({
      artifacts: [],
    })),
  open: async () => ({
    predict: async () => ({ output: '', validity: 'first', latencyMs: 0, computeMs: 0 }),
    close: async () => undefined,
  }),
}
