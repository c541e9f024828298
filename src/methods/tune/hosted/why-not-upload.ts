import type { Refusal, TrainingSplit } from '../../../contracts/method.ts'
import type { TuningCapabilities } from '../../../contracts/tuning-service.ts'
import { findPersonalData } from '../../../text/personal-data/find-personal-data.ts'
import type { TrainingFiles } from './training-files.ts'

/**
 * What forbids an upload whoever agrees to it: too few rows, a file the vendor does not take, and personal data or secrets
 * in any row that would be sent. Looked for in these rows themselves, not in a report of them.
 */
export function whyNotUpload(
  split: TrainingSplit,
  files: TrainingFiles,
  { minimumRows, maxFileBytes }: TuningCapabilities,
): Refusal | undefined {
  if (split.train.length < minimumRows)
    return {
      reason: `it takes ${minimumRows} training rows at least, and there are ${split.train.length}`,
      command: 'crossover label',
    }
  const largest = Math.max(files.train.length, files.validation?.length ?? 0)
  if (largest > maxFileBytes)
    return {
      reason: `the training file would have ${megabytes(largest)} MB, and ${megabytes(maxFileBytes)} MB is the most`,
      command: 'give fewer rows under data: in the task file',
    }
  return personalData(split)
}

function personalData({ train, validation }: TrainingSplit): Refusal | undefined {
  const found = [...train, ...validation].filter(({ input, expected }) =>
    [input.text, expected].some((text) => findPersonalData(text).length > 0),
  )
  const [first] = found
  if (first === undefined) return undefined
  const rows = found.length === 1 ? 'row holds' : 'rows hold'
  return {
    reason: `${found.length} ${rows} what looks like personal data or a secret (the first is ${first.id}): nothing is uploaded`,
    command: 'crossover check --redact <folder>',
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1)
}
