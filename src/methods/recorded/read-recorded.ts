import * as z from 'zod'
import { predictionSchema } from '../../contracts/prediction.ts'
import { readRows } from '../../data/import/read-rows.ts'
import { DataError } from '../../errors.ts'

const quantity = z.number().nonnegative().optional()

/** One line of a recorded file: the row it answers (`id` or `input`), the answer, and what is known of it. */
export const recordedAnswerSchema = z
  .object({
    id: z.coerce.string().optional(),
    input: z.string().optional(),
    output: z.coerce.string(),
    confidence: z.number().min(0).max(1).optional(),
    latencyMs: quantity,
    costUsd: quantity,
    inputTokens: quantity,
    outputTokens: quantity,
    validity: predictionSchema.shape.validity.optional(),
  })
  .refine((row) => row.id !== undefined || row.input !== undefined, { message: 'needs `id` or `input`' })

export type RecordedAnswer = z.infer<typeof recordedAnswerSchema>

/** @throws DataError naming file, line and field. */
export async function readRecorded(path: string): Promise<RecordedAnswer[]> {
  const answers: RecordedAnswer[] = []
  for await (const { line, value } of readRows(path)) {
    const parsed = recordedAnswerSchema.safeParse(value)
    if (!parsed.success) throw invalidLine({ path, line, issue: parsed.error.issues[0] })
    answers.push(parsed.data)
  }
  return answers
}

function invalidLine(facts: { path: string; line: number; issue: z.core.$ZodIssue | undefined }): DataError {
  const field = facts.issue?.path.join('.') ?? ''
  const reason = `${field === '' ? 'it' : `\`${field}\``}: ${facts.issue?.message ?? 'is not valid'}`
  return new DataError(`${facts.path}, line ${facts.line}: ${reason}.`, {
    hint: 'One JSON object a line: `id` or `input`, `output`, and if known confidence, latencyMs, costUsd, inputTokens, outputTokens, validity.',
  })
}
