import { rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ModelError } from '../../errors.ts'
import { transcodeToQ8 } from '../gguf/transcode-to-q8.ts'
import { withTemporaryFolder } from '../temporary-folder.ts'
import type { ModelFile } from './catalogue.ts'
import { cachedPath, ensureFile } from './ensure-file.ts'
import type { FetchContext } from './fetch-context.ts'
import { fileDigest } from './file-digest.ts'
import { isVerified, rememberVerified } from './verified-file.ts'

/** The weights as they come, and what they are after Q4_1 → Q8_0. */
export interface FastWeights {
  source: ModelFile
  transcoded: { file: string; sha256: string; bytes: number }
}

/**
 * The path of the weights in the format that runs fast, beside the file they were made from. Made once: the source is
 * fetched, transcoded into a temporary file, compared with the pinned digest and renamed.
 *
 * @throws ModelError as `ensureFile`, or when this machine's transcoding gives other bytes than the pinned ones.
 */
export async function ensureFastWeights(
  weights: FastWeights,
  home: string,
  context: FetchContext,
): Promise<string> {
  const { source, transcoded } = weights
  const path = join(dirname(cachedPath(home, source)), transcoded.file)
  const { sha256 } = transcoded
  if (await isVerified({ path, sha256 })) return path
  const from = await ensureFile(home, source, context)
  await withTemporaryFolder(dirname(path), async (folder) => {
    const to = join(folder, transcoded.file)
    await transcodeToQ8({ from, to, progress: context.progress, signal: context.signal })
    const actual = await fileDigest(to, context.signal)
    if (actual !== sha256) throw unexpected(transcoded.file, actual, sha256)
    await rename(to, path)
  })
  await rememberVerified({ path, sha256 })
  return path
}

function unexpected(file: string, actual: string, sha256: string): ModelError {
  return new ModelError(`${file} came out with sha256 ${actual}, it must be ${sha256}.`, {
    hint: 'Check the disk, then run the command again; if it stays so, please report it.',
  })
}
