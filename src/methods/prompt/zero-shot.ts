import { promptMethod } from './prompt-method.ts'

/** The task, what answers may be, the input. No examples. */
export const zeroShot = promptMethod({
  name: 'zero-shot',
  recipeVersion: 3,
  kinds: ['classification', 'extraction', 'generation'],
  refitsOnAll: false,
  demonstrates: false,
  embeds: false,
  prepare: async () => ({ artifacts: [] }),
  open: async () => ({ source: { pick: async () => [], close: async () => undefined } }),
})
