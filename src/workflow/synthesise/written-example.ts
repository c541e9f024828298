import type { Example } from '../../contracts/example.ts'

/** How a new example is made from train rows. */
export const ways = ['paraphrase', 'rare-label', 'entities'] as const
export type Way = (typeof ways)[number]

/** One thing to ask a model for: an example like these rows. */
export interface Question {
  way: Way
  /** The row it is written from. */
  source: Example
  /** More rows to show, of the same answer. */
  shown: Example[]
  /** Of the model's draw; no two questions have one seed. */
  seed: number
}

/** What a model wrote, read. */
export interface Written {
  question: Question
  input: Example['input']
  expected: string
}

/** Why a written example is not kept, in the order in which it is looked at. */
export const flaws = [
  'context',
  'format',
  'length',
  'talk',
  'train',
  'validation',
  'test',
  'facts',
  'label',
  'repeat',
] as const
export type Flaw = (typeof flaws)[number]
