import * as z from 'zod'
import type { Task } from '../../../contracts/task.ts'

/** What is trained where. The price is no part of it: another price is the same job. */
export const hostedSpecSchema = z.object({
  /** `openai`, or a server under `providers:`. */
  provider: z.string(),
  /** The vendor's own name of the model that is trained. */
  base: z.string(),
  epochs: z.number().int().positive(),
  /** Name under which the trained model was deployed, where it needs that. */
  servedAs: z.string().optional(),
})
export type HostedSpec = z.infer<typeof hostedSpecSchema>

/** Entry of the task file that a spec came from, for its price. */
export function entryOf(
  { provider, base, epochs }: HostedSpec,
  task: Task,
): Task['tuning']['hosted'][number] {
  const entry = task.tuning.hosted.find((one) => one.provider === provider && one.base === base)
  return entry ?? { provider, base, epochs }
}

/** The base as hosted models are named: `openai:gpt-4.1-nano`. */
export function baseName({ provider, base }: HostedSpec): string {
  return `${provider}:${base}`
}
