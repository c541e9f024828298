import { expect, it } from 'vitest'
import { hostEntry } from './host-entry.ts'

it('says how to get the host program when it was not built', () => {
  expect(() => hostEntry('file:///nowhere/src/models/llama/host-entry.ts')).toThrow(
    expect.objectContaining({
      message:
        'The program of the language model’s process is not at /nowhere/dist/models/llama/host/host.js.',
      hint: 'Build it first: npm run build',
    }),
  )
})
