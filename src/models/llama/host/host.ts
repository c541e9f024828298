import { CrossoverError, messageOf } from '../../../errors.ts'
import { requestSchema } from '../protocol.ts'
import type { Answer, Failure, Reply, Task } from '../protocol.ts'
import { choose } from './choose.ts'
import { generate } from './generate.ts'
import { openModel } from './open-model.ts'
import type { OpenContexts } from './open-model.ts'
import { scoreAnswer } from './score-answer.ts'

/**
 * The host process: native code runs here, so that a crash of it ends this process and not the program. The program
 * sends one generation, choice or score at a time; counting may come in between.
 */
let engine: OpenContexts | undefined
const running = new Map<number, AbortController>()

process.on('message', (raw) => {
  const request = requestSchema.parse(raw)
  if (request.kind === 'abort') running.get(request.id)?.abort()
  else void run(request.id, request.task)
})
// The program is gone: nothing here is worth finishing, and native threads must not delay the end.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))

async function run(id: number, task: Task): Promise<void> {
  const controller = new AbortController()
  running.set(id, controller)
  try {
    const answer = await perform(task, {
      signal: controller.signal,
      onDelta: (text) => reply({ kind: 'delta', id, text }),
    })
    reply({ kind: 'answer', id, answer })
  } catch (error) {
    reply({ kind: 'failure', id, failure: failureOf(error, controller.signal) })
  } finally {
    running.delete(id)
  }
}

interface TaskContext {
  signal: AbortSignal
  onDelta: (text: string) => void
}

async function perform(task: Task, { signal, onDelta }: TaskContext): Promise<Answer> {
  if (task.type === 'open') {
    engine = await openModel(task)
    return { type: 'open', contextTokens: engine.open.contextTokens }
  }
  if (engine === undefined) throw new Error('A request came before the model was opened.')
  const { open } = engine
  if (task.type === 'count') return { type: 'count', tokens: open.chat.tokenise(task.messages).length }
  const context = await engine.contextOf(task.adapter)
  const startedAt = performance.now()
  switch (task.type) {
    case 'adapt':
      return { type: 'adapt' }
    case 'generate': {
      const generated = await generate(task, { open, context, signal, onDelta, now: () => performance.now() })
      return { type: 'generate', ...generated, computeMs: performance.now() - startedAt }
    }
    case 'choose': {
      const chosen = await choose({ open, context }, task, signal)
      return { type: 'choose', ...chosen, computeMs: performance.now() - startedAt }
    }
    case 'score':
      return { type: 'score', ...(await scoreAnswer({ open, context }, task, signal)) }
  }
}

function failureOf(error: unknown, signal: AbortSignal): Failure {
  const message = messageOf(error)
  if (signal.aborted) return { code: 'stopped', message }
  const code = error instanceof CrossoverError ? error.code : 'engine'
  return { code: code === 'data' || code === 'model' ? code : 'engine', message }
}

function reply(message: Reply): void {
  process.send?.(message)
}
