import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EncoderExport, TrainingCheckpoint, TrainingEnd } from '../../contracts/trainer.ts'
import type { TrainerCheckpoint, TrainerDone } from './events.ts'
import { encoderPredictionSchema } from './job.ts'

/** An epoch as methods see it: an encoder's with the probabilities it left. */
export async function checkpointOf(event: TrainerCheckpoint): Promise<TrainingCheckpoint> {
  const { epoch, folder, trainLoss, validationLoss, trainSeconds, predictions } = event
  const checkpoint = { epoch, folder, trainLoss, validationLoss, trainSeconds }
  if (predictions === undefined) return checkpoint
  const lines = (await readFile(join(folder, predictions), 'utf8')).split('\n').filter((line) => line !== '')
  return {
    ...checkpoint,
    probabilities: lines.map((line) => encoderPredictionSchema.parse(JSON.parse(line)).probabilities),
  }
}

/** How training ended, with an encoder's export. */
export function endOf(done: Pick<TrainerDone, 'reason' | 'folder' | 'export'>): TrainingEnd {
  const reason = done.reason === 'cancelled' ? 'stopped' : done.reason
  const exported = exportOf(done)
  return { reason, ...(exported === undefined ? {} : { exported }) }
}

function exportOf({
  folder,
  export: files,
}: Pick<TrainerDone, 'folder' | 'export'>): EncoderExport | undefined {
  if (folder === undefined || files === undefined) return undefined
  const at = (name: string) => join(files.folder, name)
  return { folder, onnx: at(files.onnx), int8: at(files.int8), tokenizer: at(files.tokenizer) }
}
