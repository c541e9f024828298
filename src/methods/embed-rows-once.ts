import type { Example } from '../contracts/example.ts'
import type { FitContext } from '../contracts/method.ts'
import { embedRows } from './embed-rows.ts'

type Embedded = Awaited<ReturnType<typeof embedRows>>

const known = new WeakMap<readonly Example[], Map<string, Promise<Embedded>>>()

/**
 * `embedRows`, once for one array of rows and one embedder while the program runs: the variants of a search share their
 * vectors. What failed or was stopped is tried again.
 */
export function embedRowsOnce(
  rows: readonly Example[],
  context: FitContext,
  label: string,
): Promise<Embedded> {
  const name = context.task.models.embedding
  const byName = known.get(rows) ?? new Map<string, Promise<Embedded>>()
  known.set(rows, byName)
  const before = byName.get(name)
  if (before !== undefined) return before
  const embedding = embedRows(rows, context, label)
  byName.set(name, embedding)
  embedding.catch(() => byName.delete(name))
  return embedding
}
