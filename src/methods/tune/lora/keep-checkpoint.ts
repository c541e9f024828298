import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Artifact } from '../../../contracts/candidate.ts'
import type { ArtifactStore } from '../../../contracts/method.ts'
import type { LoraBase } from '../../../models/lora/lora-base.ts'
import { writeLoraAdapter } from '../../../models/lora/write-lora-adapter.ts'

/**
 * Keeps the adapter of a checkpoint folder as PEFT wrote it, and as the host runs it.
 *
 * @returns `adapter.gguf`, `adapter.safetensors` and `adapter-config`.
 * @throws ModelError when it does not fit the base.
 */
export async function keepCheckpoint(
  folder: string,
  base: LoraBase,
  artifacts: ArtifactStore,
): Promise<Artifact[]> {
  const weights = await readFile(join(folder, 'adapter_model.safetensors'))
  const config = await readFile(join(folder, 'adapter_config.json'), 'utf8')
  return [
    await artifacts.put('adapter.gguf', writeLoraAdapter({ config, weights }, base)),
    await artifacts.put('adapter.safetensors', weights),
    await artifacts.put('adapter-config', Buffer.from(config)),
  ]
}
