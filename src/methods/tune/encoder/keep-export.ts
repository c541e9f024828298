import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Artifact } from '../../../contracts/candidate.ts'
import type { ArtifactStore } from '../../../contracts/method.ts'
import type { EncoderExport } from '../../../contracts/trainer.ts'
import { putJson } from '../../artifact-codec.ts'
import type { EncoderFile } from './encoder-spec.ts'

/** A checkpoint as Transformers loads it, and its head. */
const checkpointFiles = [
  'config.json',
  'model.safetensors',
  'head.safetensors',
  'classifier.json',
  'tokenizer_config.json',
]

/**
 * Keeps what answers, and what others can load: the ONNX model that is served, its tokenizer, `encoder.json`, and the
 * trained checkpoint.
 */
export async function keepExport(
  { exported, path, file }: { exported: EncoderExport; path: string; file: EncoderFile },
  artifacts: ArtifactStore,
): Promise<Artifact[]> {
  const kept = [
    await artifacts.put(file.model, await readFile(path)),
    await artifacts.put('tokenizer.json', await readFile(exported.tokenizer)),
    await putJson(artifacts, 'encoder.json', file),
  ]
  for (const name of checkpointFiles)
    kept.push(await artifacts.put(name, await readFile(join(exported.folder, name))))
  return kept
}
