import { promptMethod } from './prompt-method.ts'

/** The task, the labels with their definitions, the input. No examples. */
export const zeroShot = promptMethod({
  name: 'zero-shot',
  recipeVersion: 1,
  refitsOnAll: false,
  demonstrations: 0,
  demonstrationTokens: 0,
  embeds: false,
  prepare: async () => ({ artifacts: [] }),
  openSource: async () => ({ pick: async () => [], close: async () => undefined }),
})
