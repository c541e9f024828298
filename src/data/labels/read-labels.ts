import { existsSync } from 'node:fs'
import { type LabelRecord, labelRecordSchema } from '../../contracts/label-record.ts'
import { DataError } from '../../errors.ts'
import { readRows } from '../import/read-rows.ts'

/**
 * The records of a labels file, in order.
 *
 * @throws DataError when the file is missing or a line is no label record; the message has its number.
 */
export async function readLabels(path: string): Promise<LabelRecord[]> {
  if (!existsSync(path)) {
    throw new DataError(`There is no labels file ${path}.`, { hint: 'crossover label writes one.' })
  }
  const records: LabelRecord[] = []
  for await (const { line, value } of readRows(path)) {
    const parsed = labelRecordSchema.safeParse(value)
    if (!parsed.success) throw notARecord(path, line, parsed.error.issues[0])
    if (parsed.data.action === 'label' && parsed.data.output === undefined)
      throw new DataError(`${path} line ${line}: a label has no output.`)
    records.push(parsed.data)
  }
  return records
}

function notARecord(
  path: string,
  line: number,
  issue: { path: PropertyKey[]; message: string } | undefined,
): DataError {
  const where = issue === undefined ? '' : ` ${issue.path.join('.')}: ${issue.message}.`
  return new DataError(`${path} line ${line} is no label record.${where}`, {
    hint: 'Each line has id, input, who, at and action (label, skip, note or undo), and for a label its output.',
  })
}
