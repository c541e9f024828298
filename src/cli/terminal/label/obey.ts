import type { LabelSession } from '../../../workflow/label/label-session.ts'
import type { LabelCommand } from './label-command.ts'

/** How a session ended: every row was decided, the reader quit, or Ctrl-C. */
export type SessionEnd = 'done' | 'quit' | 'stopped'

/** Carries a command out. Undefined when the session goes on. */
export function obey(
  session: LabelSession,
  command: LabelCommand,
): SessionEnd | 'nothing-to-undo' | undefined {
  switch (command.do) {
    case 'label':
      session.label(command.output)
      return undefined
    case 'skip':
      session.skip()
      return undefined
    case 'note':
      session.note(command.text)
      return undefined
    case 'undo':
      return session.undo() ? undefined : 'nothing-to-undo'
    case 'quit':
      return 'quit'
    case 'stop':
      return 'stopped'
  }
}
