import { emitKeypressEvents } from 'node:readline'
import { createLogUpdate } from 'log-update'
import type { LabelWork } from '../../../workflow/label/label-task.ts'
import { stderrColours } from '../terminal-facts.ts'
import { contextOf, type LabelContext, type LabelMode } from './label-command.ts'
import { labelScreen } from './label-screen.ts'
import { obey, type SessionEnd } from './obey.ts'
import { pressKey, restingKeys, type Key, type KeyState } from './press-key.ts'

/** Runs a session on a terminal: one key a decision, the row redrawn in place on stderr. */
export async function labelByKeys(work: LabelWork, mode: LabelMode): Promise<SessionEnd> {
  const { stdin, stderr } = process
  const screen = createLogUpdate(stderr)
  const draw = (state: KeyState, context: LabelContext) => {
    const options = { colours: stderrColours(), width: stderr.columns || 80, height: stderr.rows || 24 }
    const { candidate } = work.review
    const facts = { context, session: work.session, state, ...(candidate === undefined ? {} : { candidate }) }
    screen(labelScreen(facts, options).join('\n'))
  }
  emitKeypressEvents(stdin)
  stdin.setRawMode(true)
  stdin.resume()
  try {
    return await untilEnd(work, mode, draw)
  } finally {
    stdin.setRawMode(false)
    stdin.pause()
    screen.clear()
  }
}

/** Listens until the session is over. */
function untilEnd(
  { session, review }: LabelWork,
  mode: LabelMode,
  draw: (state: KeyState, context: LabelContext) => void,
): Promise<SessionEnd> {
  return new Promise((resolve, reject) => {
    let state = restingKeys
    const show = () => {
      const row = session.current()
      if (row === undefined) return finish('done')
      draw(state, contextOf(row, { ...mode, labels: review.labels }))
    }
    const onKey = (text: string | undefined, key: Omit<Key, 'text'>) => {
      const row = session.current()
      if (row === undefined) return
      try {
        const context = contextOf(row, { ...mode, labels: review.labels })
        const pressed = pressKey(state, { ...key, text: text ?? '' }, context)
        state = pressed.state
        const end = pressed.command === undefined ? undefined : obey(session, pressed.command)
        if (end === undefined) show()
        else if (end === 'nothing-to-undo') {
          state = { ...restingKeys, say: 'There is nothing to undo in this session.' }
          show()
        } else finish(end)
      } catch (error) {
        process.stdin.off('keypress', onKey)
        reject(error)
      }
    }
    const finish = (end: SessionEnd) => {
      process.stdin.off('keypress', onKey)
      resolve(end)
    }
    process.stdin.on('keypress', onKey)
    show()
  })
}
