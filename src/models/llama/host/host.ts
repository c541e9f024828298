import { CrossoverError, messageOf } from '../../../errors.ts'
import { requestSchema } from '../protocol.ts'
import type { Answer, Failure, Reply, Task } from '../protocol.ts'
import { choose } from './choose.ts'
import { generate } from './generate.ts'
import { openModel } from './open-model.ts'
import type { OpenModel } from './open-model.ts'
import { tokenProbabilities } from './token-probabilities.ts'
import type { TokenProbabilities } from './token-probabilities.ts'

/**
 * The host process: native code runs here, so that a crash of it ends this process and not the program. The program
 * sends one generation or choice at a time; counting may come in between.
 */
let engine: { open: OpenModel; probabilities: TokenProbabilities } | undefined
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
    const open = await openModel(task)
    engine = { open, probabilities: tokenProbabilities(open.context, open.createSampler) }
    return { type: 'open', contextTokens: open.contextTokens }
  }
  if (engine === undefined) throw new Error('A request came before the model was opened.')
  const { open } = engine
  const startedAt = performance.now()
  switch (task.type) {
    case 'count':
      return { type: 'count', tokens: open.chat.tokenise(task.messages).length }
    case 'generate': {
      const generated = await generate(task, { open, signal, onDelta, now: () => performance.now() })
      return { type: 'generate', ...generated, computeMs: performance.now() - startedAt }
    }
    case 'choose': {
      const chosen = await choose(engine, task, signal)
      return { type: 'choose', ...chosen, computeMs: performance.now() - startedAt }
    }
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
