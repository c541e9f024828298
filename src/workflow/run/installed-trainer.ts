import { join } from 'node:path'
import type { Task } from '../../contracts/task.ts'
import type { Trainer } from '../../contracts/trainer.ts'
import { openJobDriver, openJobTrainer } from '../../jobs/open-job-trainer.ts'
import { ensureEngine } from '../../models/engines/ensure-engine.ts'
import type { KeyLookup } from '../../models/http/key-for.ts'
import type { Store } from '../../store/open-store.ts'

export interface TrainerOptions {
  /** The cache folder; without it nothing is trained on this machine. */
  home?: string | undefined
  /** For the token of a cluster. */
  keyOf?: KeyLookup | undefined
}

/**
 * The trainer, where its engine is installed: 1.5 GB of Python are never fetched on the way to a verdict. What is trained lies
 * in the task's state; unpacked bases are shared by all tasks of the cache folder. A cluster has an environment of its own.
 *
 * @throws TaskError for another machine's cluster without a token.
 */
export async function installedTrainer(
  { tuning, folder: taskFolder }: Pick<Task, 'tuning' | 'folder'>,
  { folder }: Pick<Store, 'folder'>,
  { home, keyOf }: TrainerOptions,
): Promise<Trainer | undefined> {
  const found = home === undefined ? undefined : await ensureEngine({ name: 'trainer', home, install: false })
  const engine = found === undefined || 'absent' in found ? undefined : found
  const cache = join(home ?? folder, 'bases')
  const token = tokenOf(keyOf)
  if (tuning.where !== 'run')
    return openJobTrainer(tuning, { stateFolder: folder, taskFolder, cache, engine, token })
  if (engine === undefined) return undefined
  const { openTrainer } = await import('../../models/trainer/open-trainer.ts')
  return openTrainer({ engine, folder: join(folder, 'training'), cache })
}

/**
 * Refuses a place to train at that may not be asked, before anything is read or written.
 *
 * @throws TaskError for another machine's cluster without a token.
 */
export async function checkTrainer(
  { tuning, folder }: Pick<Task, 'tuning' | 'folder'>,
  { keyOf }: TrainerOptions,
): Promise<void> {
  await openJobDriver(tuning, { stateFolder: folder, token: tokenOf(keyOf) })?.close()
}

/** As Ray's own clients read it. */
export function tokenOf(keyOf: KeyLookup = () => undefined): string | undefined {
  return keyOf('RAY_AUTH_TOKEN')?.trim() || undefined
}
