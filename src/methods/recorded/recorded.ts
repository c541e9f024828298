import { resolve } from 'node:path'
import * as z from 'zod'
import type { Family } from '../../contracts/candidate.ts'
import type { Method, OpenContext } from '../../contracts/method.ts'
import type { Prediction, Predictor } from '../../contracts/prediction.ts'
import { DataError } from '../../errors.ts'
import { getJson, putJson } from '../artifact-codec.ts'
import { fitCandidate } from '../fit-candidate.ts'
import { readRecorded, recordedAnswerSchema, type RecordedAnswer } from './read-recorded.ts'

/** An entry of `recorded:` in the task file. */
export type RecordedSpec = { name: string; family: Family; file: string }

const answersSchema = z.array(recordedAnswerSchema)

/** Predictions made elsewhere, by another vendor or tool, taking part like any candidate. */
export const recorded: Method<RecordedSpec> = {
  kind: 'recorded',
  family: 'prompt',
  recipeVersion: 1,
  kinds: ['classification', 'extraction', 'generation'],
  refitsOnAll: false,
  specs: (task) => task.recorded.map(({ name, family, file }) => ({ name, family, file })),
  async fit(spec, split, context) {
    const answers = await readRecorded(resolve(context.task.folder, spec.file))
    const artifact = await putJson(context.artifacts, 'answers', answers)
    const statesValidity = answers.length > 0 && answers.every(({ validity }) => validity !== undefined)
    const identified = { ...spec, sha256: artifact.sha256, ...(statesValidity ? { statesValidity } : {}) }
    return fitCandidate(
      { method: recorded, name: spec.name, family: spec.family, spec: identified, split, context },
      async () => ({ artifacts: [artifact] }),
    )
  },
  async open(candidate, context: OpenContext): Promise<Predictor> {
    const answers = answersSchema.parse(await getJson(candidate, 'answers', context.artifacts))
    const byId = new Map(
      answers.flatMap((answer) => (answer.id === undefined ? [] : [[answer.id, answer] as const])),
    )
    const byInput = new Map(
      answers.flatMap((answer) => (answer.input === undefined ? [] : [[answer.input, answer] as const])),
    )
    return {
      async predict({ id, input }) {
        const answer = byId.get(id ?? '') ?? byInput.get(input.text)
        if (answer !== undefined) return predictionOf(answer)
        throw new DataError(
          `Recorded candidate "${candidate.name}" has no prediction for row ${id ?? '(no id)'}.`,
          {
            hint: 'Every shared test row needs one line with its `id` (or its `input`) and an `output`.',
          },
        )
      },
      close: async () => undefined,
    }
  },
}

function predictionOf(answer: RecordedAnswer): Prediction {
  const { output, confidence, latencyMs, costUsd, inputTokens, outputTokens, validity = 'first' } = answer
  return {
    output,
    validity,
    ...(confidence === undefined ? {} : { confidence }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(costUsd === undefined ? {} : { billedUsd: costUsd }),
    ...(inputTokens === undefined && outputTokens === undefined
      ? {}
      : { usage: { inputTokens: inputTokens ?? 0, outputTokens: outputTokens ?? 0, source: 'reported' } }),
  }
}
