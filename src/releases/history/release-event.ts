import * as z from 'zod'
import { modelCardSchema } from '../cards/model-card.ts'

const about = {
  version: z.string().regex(/^[0-9a-f]{64}$/),
  by: z.string(),
  at: z.iso.datetime(),
  note: z.string().optional(),
}

/**
 * A line of `releases.jsonl`: a candidate was made the release, or taken back. Lines are only ever added, so that two
 * branches merge by keeping the lines of both. A promotion carries the card as it was known then: a clone without
 * `.crossover/` still says what is released.
 */
export const releaseEventSchema = z.discriminatedUnion('event', [
  z.strictObject({ event: z.literal('promoted'), ...about, card: modelCardSchema }),
  z.strictObject({ event: z.literal('rolledBack'), ...about }),
])
export type ReleaseEvent = z.infer<typeof releaseEventSchema>
