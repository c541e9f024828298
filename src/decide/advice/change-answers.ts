import type { Arm, ArmRow } from '../arm.ts'
import { withRows } from '../criteria/validity.ts'

/**
 * The same arms with `more` rows like the ones they answered: every so-many-th row once more, the same for all arms, so that
 * rates and disagreements stay as they are. For rates only.
 */
export function withMoreRows(arms: readonly Arm[], more: number): Arm[] {
  return arms.map((arm) => withRows(arm, [...arm.rows, ...rowsLike(arm.rows, more)]))
}

function rowsLike(rows: readonly ArmRow[], more: number): ArmRow[] {
  return Array.from({ length: more }, (_, index) => {
    const like = rows[Math.floor((index * rows.length) / more)]
    return like === undefined ? [] : { ...like, id: `${like.id}, once more ${index}` }
  }).flat()
}

/** The arm with `more` of its wrong rows right, spread over all of them; their form stays what it was. For rates only. */
export function withMoreRight(arm: Arm, more: number): Arm {
  return withChanged(arm, more, {
    isOpen: ({ counts }) => counts[0] !== 1,
    change: (row) => ({ ...row, output: row.expected, counts: [1] }),
  })
}

/** The arm with `more` of its unusable answers in the asked form, spread over all of them, and no more of them right. */
export function withMoreUsable(arm: Arm, more: number): Arm {
  return withChanged(arm, more, {
    isOpen: (row) => row.isUsable === false,
    change: (row) => ({ ...row, isUsable: true }),
  })
}

function withChanged(
  arm: Arm,
  more: number,
  { isOpen, change }: { isOpen: (row: ArmRow) => boolean; change: (row: ArmRow) => ArmRow },
): Arm {
  const open = arm.rows.flatMap((row, index) => (isOpen(row) ? [index] : []))
  const count = Math.min(more, open.length)
  const changed = new Set(
    Array.from({ length: count }, (_, index) => open[Math.floor((index * open.length) / count)]),
  )
  return withRows(
    arm,
    arm.rows.map((row, index) => (changed.has(index) ? change(row) : row)),
  )
}
