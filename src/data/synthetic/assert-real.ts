import type { Example } from '../../contracts/example.ts'
import { DataError } from '../../errors.ts'

/**
 * A figure on rows a model wrote says nothing of real ones.
 *
 * @throws DataError naming the first written row of a given test or validation file.
 */
export function assertReal(rows: readonly Example[], part: 'test' | 'validation'): void {
  const written = rows.filter((row) => row.synthetic !== undefined)
  const [first] = written
  if (first === undefined) return
  const { file, line } = first.source
  const more = written.length === 1 ? '' : `, and so are ${written.length - 1} more`
  throw new DataError(
    `${file} line ${line} is marked meta.synthetic${more}: a model wrote it. A ${part} file must hold real rows only.`,
    { hint: 'Take these rows out, and name a file of them under data.synthetic.' },
  )
}
