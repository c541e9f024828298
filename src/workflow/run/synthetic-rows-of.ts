import type { Example, ExampleSplit } from '../../contracts/example.ts'
import type { LoadedSplit } from '../../data/split/load-split.ts'
import { usableSynthetic } from '../../data/synthetic/usable-synthetic.ts'
import type { RunEvents } from './run-events.ts'

/** The rows of `data.synthetic` that may be trained on; how many may not is told. */
export function syntheticRowsOf(
  events: Pick<RunEvents, 'notice'>,
  loaded: LoadedSplit,
  clean: Pick<ExampleSplit, 'train'>,
): Example[] {
  const { kept, leftOut } = usableSynthetic(loaded.synthetic, { ...loaded, train: clean.train })
  if (leftOut.length > 0)
    events.notice(
      `${leftOut.length} of ${loaded.synthetic.length} synthetic examples are left out (crossover check says why)`,
    )
  return kept
}
