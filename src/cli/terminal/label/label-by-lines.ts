import { createInterface } from 'node:readline'
import { DataError } from '../../../errors.ts'
import type { LabelWork } from '../../../workflow/label/label-task.ts'
import { stderrColours } from '../terminal-facts.ts'
import { contextOf, type LabelContext, type LabelMode } from './label-command.ts'
import { labelScreen } from './label-screen.ts'
import { obey, type SessionEnd } from './obey.ts'
import { parseLine } from './parse-line.ts'

const width = 100
const height = 24

/**
 * Runs a session on lines of stdin, for scripts and pipes: each row is written to stderr, each line decides one.
 *
 * @throws DataError for a line that asks for nothing known; what was decided before it is kept.
 */
export async function labelByLines(work: LabelWork, mode: LabelMode): Promise<SessionEnd> {
  const { session, review } = work
  const contextNow = (): LabelContext | undefined => {
    const row = session.current()
    return row === undefined ? undefined : contextOf(row, { ...mode, labels: review.labels })
  }
  const show = (context: LabelContext) => {
    const { candidate } = review
    const facts = { context, session, ...(candidate === undefined ? {} : { candidate }) }
    const lines = labelScreen(facts, { colours: stderrColours(), width, height })
    process.stderr.write(`${lines.join('\n')}\n\n`)
  }
  let context = contextNow()
  if (context === undefined) return 'done'
  show(context)
  for await (const line of createInterface({ input: process.stdin })) {
    const command = parseLine(line, context)
    if (command === undefined) continue
    const end = obey(session, command)
    if (end === 'nothing-to-undo') throw new DataError('There is nothing to undo in this session.')
    if (end !== undefined) return end
    context = contextNow()
    if (context === undefined) return 'done'
    if (command.do !== 'note') show(context)
  }
  return 'quit'
}
