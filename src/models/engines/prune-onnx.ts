import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Removes the binaries of other machines from a fresh onnxruntime-node (291 MB → 45 MB).
 *
 * @param folder the engine folder (holds `node_modules`).
 * @param keep the platform and architecture to keep, e.g. `linux/x64`.
 */
export async function pruneOnnx(folder: string, keep: string): Promise<void> {
  const [platform, arch] = keep.split('/')
  const binaries = join(folder, 'node_modules', 'onnxruntime-node', 'bin', 'napi-v6')
  for (const found of await readdir(binaries)) {
    if (found !== platform) await rm(join(binaries, found), { recursive: true })
  }
  const ours = join(binaries, platform ?? '')
  for (const found of await readdir(ours)) {
    if (found !== arch) await rm(join(ours, found), { recursive: true })
  }
}
