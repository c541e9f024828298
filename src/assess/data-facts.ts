import type { Example, ExampleSplit } from '../contracts/example.ts'
import type { Task } from '../contracts/task.ts'
import { excludeTwins, type CleanPool } from '../data/split/exclude-twins.ts'
import { findTwins, type Twins } from '../data/split/find-twins.ts'
import { normaliseText } from '../text/same-text.ts'
import type { MeasuredTuning } from './check-train-rows.ts'
import { groupBy } from './group-by.ts'
import { type Enough, measureEnough } from './measure-enough.ts'
import type { TextFacts } from './text-facts.ts'

/** What is asked about: the split as it was loaded, twins of test rows still in it. */
export interface AssessedData {
  task: Pick<Task, 'kind' | 'labels' | 'schema' | 'success' | 'evaluation'>
  split: ExampleSplit & { synthetic?: readonly Example[] }
  /** How often this test set was opened, the reading under way included. */
  openings: number
  /** Tokens and languages, where they were gathered. */
  texts?: TextFacts
  /** What tuning on these rows was measured to give; before that a rule of thumb speaks. */
  measured?: MeasuredTuning
}

/** What every check looks at, computed once. `pool` is train and validation: all that candidates are made with. */
export interface DataFacts extends AssessedData {
  pool: Example[]
  /** Test rows with the same text or a near one in the pool. */
  leaks: Twins<Example, Example>[]
  /** Pool rows whose text, or one near it, an earlier pool row has. */
  repeats: { row: Example; isExact: boolean }[]
  /** Pool rows of one text that have different answers, one list a text. */
  conflicts: Example[][]
  /** Pairs of pool rows, earlier first, that are near each other, not the same text, and have different answers. */
  nearConflicts: [Example, Example][]
  clean: CleanPool
  enough: Enough
}

/** Computes the facts of a data check. */
export function dataFacts(data: AssessedData): DataFacts {
  const pool = [...data.split.train, ...data.split.validation]
  const twins = findTwins(pool, pool)
  const isBefore = orderOf(pool)
  return {
    ...data,
    pool,
    leaks: findTwins(data.split.test, pool),
    repeats: findRepeats(twins, isBefore),
    conflicts: findConflicts(pool),
    nearConflicts: findNearConflicts(twins, isBefore),
    clean: excludeTwins(data.split),
    enough: measureEnough(data),
  }
}

type IsBefore = (row: Example, other: Example) => boolean

/** Whether `other` stands before `row` in the pool. */
function orderOf(pool: readonly Example[]): IsBefore {
  const place = new Map(pool.map((row, index) => [row.id, index]))
  return (row, other) => (place.get(other.id) ?? 0) < (place.get(row.id) ?? 0)
}

function findRepeats(
  twins: readonly Twins<Example, Example>[],
  isBefore: IsBefore,
): { row: Example; isExact: boolean }[] {
  return twins.flatMap(({ row, exact, near }) => {
    const isExact = exact.some((twin) => isBefore(row, twin))
    return isExact || near.some((twin) => isBefore(row, twin)) ? [{ row, isExact }] : []
  })
}

function findNearConflicts(
  twins: readonly Twins<Example, Example>[],
  isBefore: IsBefore,
): [Example, Example][] {
  return twins.flatMap(({ row, near }) =>
    near
      .filter((twin) => isBefore(row, twin) && twin.expected !== row.expected)
      .map((twin): [Example, Example] => [twin, row]),
  )
}

function findConflicts(pool: readonly Example[]): Example[][] {
  const byText = groupBy(pool, (row) => normaliseText(row.input.text))
  return [...byText.values()].filter((rows) => new Set(rows.map((row) => row.expected)).size > 1)
}
