import { endOfSentence } from './end-of-sentence.ts'
import { lowerCase } from './lower-case.ts'
import type { Rewrite } from './rewrite.ts'
import { typos } from './typos.ts'
import { whiteSpace } from './white-space.ts'

/** All harmless rewrites, the ones that tell most first: where time is short the last are left out. */
export const rewrites: readonly Rewrite[] = [typos, lowerCase, whiteSpace, endOfSentence]
