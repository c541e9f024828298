import type { Arm, ArmRow } from '../arm.ts'

/**
 * The same arms with `more` rows like the ones they answered: every so-many-th row once more, the same for all arms, so that
 * rates and disagreements stay as they are. For rates only.
 */
export function withMoreRows(arms: readonly Arm[], more: number): Arm[] {
  return arms.map((arm) => ({ ...arm, rows: [...arm.rows, ...rowsLike(arm.rows, more)] }))
}

function rowsLike(rows: readonly ArmRow[], more: number): ArmRow[] {
  return Array.from({ length: more }, (_, index) => {
    const like = rows[Math.floor((index * rows.length) / more)]
    return like === undefined ? [] : { ...like, id: `${like.id}, once more ${index}` }
  }).flat()
}

/** The arm with `more` of its wrong rows right, spread over all of them. For rates only. */
export function withMoreRight(arm: Arm, more: number): Arm {
  const wrong = arm.rows.flatMap(({ counts }, index) => (counts[0] === 1 ? [] : [index]))
  const mended = new Set(
    Array.from(
      { length: Math.min(more, wrong.length) },
      (_, index) => wrong[Math.floor((index * wrong.length) / Math.min(more, wrong.length))],
    ),
  )
  const rows = arm.rows.map((row, index) =>
    mended.has(index) ? { ...row, output: row.expected, counts: [1] } : row,
  )
  return { ...arm, rows }
}
