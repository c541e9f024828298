import type { Task } from '../contracts/task.ts'
import { listModels } from '../models/catalogue/list-models.ts'
import { ensureEngine } from '../models/engines/ensure-engine.ts'

/** Whether the task's embedder could run without fetching anything into the cache folder `home`. */
export async function embedderIsCached({ models }: Task, home: string): Promise<boolean> {
  const isThere = listModels(home).some(({ name, isCached }) => name === models.embedding && isCached)
  return isThere && !('absent' in (await ensureEngine({ name: 'onnx', home, install: false })))
}
