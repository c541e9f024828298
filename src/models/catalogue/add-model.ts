import { constants } from 'node:fs'
import { copyFile, mkdir, rename, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { silentProgress, type Progress } from '../../contracts/progress.ts'
import { ModelError, StoreError } from '../../errors.ts'
import { ggufFacts } from '../gguf/gguf-facts.ts'
import { readGgufHeader } from '../gguf/read-gguf-header.ts'
import { withTemporaryFolder } from '../temporary-folder.ts'
import { pinOf, type AddPlan } from './add-plan.ts'
import type { AddedModel } from './added-model.ts'
import { pinAdded } from './added-models.ts'
import { cachedPath } from './ensure-file.ts'
import { fileDigest } from './file-digest.ts'
import { downloadHubFile } from './hub/download-hub-file.ts'
import { hubClient, type HubOptions } from './hub/hub-client.ts'
import { isVerified, rememberVerified } from './verified-file.ts'

/** Where a planned model goes, and how the hub is asked for it. */
export interface AddOptions extends HubOptions {
  /** The cache folder, absolute. */
  home: string
  progress?: Progress | undefined
  now?: () => Date
}

/**
 * Brings a planned model into the cache, checks its digest, and pins it under its name. Bytes that are there already
 * are not fetched again.
 *
 * @throws StoreError when the disk is too small; what `downloadHubFile` throws.
 */
export async function addModel(plan: AddPlan, options: AddOptions): Promise<AddedModel> {
  const { home, progress = silentProgress, now = () => new Date() } = options
  const { file, sha256 } = plan
  const path = cachedPath(home, { sha256, file })
  if (!(await isVerified({ path, sha256 }))) {
    await assertRoom(dirname(path), plan.bytes)
    if (plan.origin.kind === 'hub')
      await downloadHubFile({ file: plan.origin.file, to: path, progress }, hubClient(options))
    else await copyIn(plan.origin.path, path, sha256)
  }
  // What came over the network before was not yet checked by its digest.
  const added = pinOf({ ...plan, facts: ggufFacts(readGgufHeader(path)) }, now())
  await pinAdded(home, added)
  return added
}

/** Free disk is looked at first: a full disk is no way to learn that. */
async function assertRoom(folder: string, bytes: number): Promise<void> {
  await mkdir(folder, { recursive: true })
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  if (free >= bytes) return
  throw new StoreError(`The model takes ${bytes} bytes, the disk of the cache has ${free} left.`, {
    hint: 'Make room, or set CROSSOVER_HOME to a folder on another disk.',
  })
}

/** A copy (where the file system can, one that shares its blocks): the reader's file may change or go. */
async function copyIn(from: string, to: string, sha256: string): Promise<void> {
  await withTemporaryFolder(dirname(to), async (folder) => {
    const copy = join(folder, 'copy.gguf')
    await copyFile(from, copy, constants.COPYFILE_FICLONE)
    if ((await fileDigest(copy)) !== sha256) throw new ModelError(`${from} changed while it was copied.`)
    await rename(copy, to)
  })
  await rememberVerified({ path: to, sha256 })
}
