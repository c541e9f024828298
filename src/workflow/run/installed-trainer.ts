import { join } from 'node:path'
import type { Trainer } from '../../contracts/trainer.ts'
import { ensureEngine } from '../../models/engines/ensure-engine.ts'
import type { Store } from '../../store/open-store.ts'

/**
 * The trainer, where its engine is installed: 1.5 GB of Python are never fetched on the way to a verdict. What is trained lies
 * in the task's state; unpacked bases are shared by all tasks of the cache folder.
 *
 * @param home the cache folder; without it there is no trainer.
 */
export async function installedTrainer(
  { folder }: Pick<Store, 'folder'>,
  home: string | undefined,
): Promise<Trainer | undefined> {
  if (home === undefined) return undefined
  const engine = await ensureEngine({ name: 'trainer', home, install: false })
  if ('absent' in engine) return undefined
  const { openTrainer } = await import('../../models/trainer/open-trainer.ts')
  return openTrainer({ engine, folder: join(folder, 'training'), cache: join(home, 'bases') })
}
