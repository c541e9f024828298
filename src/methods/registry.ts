import type { Method } from '../contracts/method.ts'
import { StoreError } from '../errors.ts'
import { empty } from './baseline/empty.ts'
import { majority } from './baseline/majority.ts'
import { nearestNeighbour } from './baseline/nearest-neighbour.ts'
import { ngramLinear } from './baseline/ngram-linear.ts'
import { chainOfThought } from './prompt/chain-of-thought.ts'
import { custom } from './prompt/custom.ts'
import { decomposed } from './prompt/decomposed.ts'
import { grounded } from './prompt/documents/grounded.ts'
import { passages } from './prompt/documents/passages.ts'
import { sections } from './prompt/documents/sections.ts'
import { fewShot } from './prompt/few-shot.ts'
import { instructed } from './prompt/instructed.ts'
import { optimised } from './prompt/optimise/optimised.ts'
import { retrieved } from './prompt/retrieved.ts'
import { zeroShot } from './prompt/zero-shot.ts'
import { recorded } from './recorded/recorded.ts'
import { encoder } from './tune/encoder/encoder.ts'
import { head } from './tune/head.ts'
import { hosted } from './tune/hosted/hosted.ts'
import { lora } from './tune/lora/lora.ts'
import { tagger } from './tune/tagger/tagger.ts'

/** Every method, fast ones first, so that a run has figures on screen early. */
export const methods: readonly Method[] = [
  majority,
  empty,
  nearestNeighbour,
  ngramLinear,
  head,
  tagger,
  zeroShot,
  instructed,
  fewShot,
  retrieved,
  grounded,
  passages,
  sections,
  custom,
  chainOfThought,
  decomposed,
  optimised,
  encoder,
  lora,
  hosted,
  recorded,
]

/** @throws StoreError for a kind this version does not have. */
export function methodOf(kind: string): Method {
  const method = methods.find((entry) => entry.kind === kind)
  if (method !== undefined) return method
  throw new StoreError(`This crossover has no method "${kind}".`, {
    hint: `It has: ${methods.map((entry) => entry.kind).join(', ')}. A newer version may have fitted it.`,
  })
}

/** Floors answer without reading the input: every candidate must clear them, and none is ever chosen. */
export function isFloor(kind: string): boolean {
  return kind === majority.kind || kind === empty.kind
}
