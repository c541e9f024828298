import * as z from 'zod'
import type { Example } from '../../contracts/example.ts'

/** A train row as a prompt shows it. */
export const demonstrationSchema = z.object({ input: z.string(), output: z.string() })
export type Demonstration = z.infer<typeof demonstrationSchema>

/** The part of an example a prompt shows. */
export function demonstrationOf(example: Example): Demonstration {
  return { input: example.input.text, output: example.expected }
}
