import type { Generated, GenerateTask } from '../protocol.ts'
import { assertFits } from './assert-fits.ts'
import type { NativeGrammarState, NativeSampler } from './engine-surface.ts'
import type { OpenContext } from './open-context.ts'
import type { OpenModel } from './open-model.ts'
import { outputText } from './output-text.ts'
import type { OutputText } from './output-text.ts'

export interface GenerateContext {
  open: OpenModel
  context: OpenContext
  signal: AbortSignal
  onDelta: (text: string) => void
  now: () => number
}

/**
 * Answers a chat token by token, until the model ends its turn, a stop string appears, or `maxTokens` or the context
 * is used up. With a grammar only tokens it allows are drawn. Output tokens include the one that ended the turn.
 *
 * @throws DataError when the chat does not fit the context; the signal's reason between two tokens.
 */
export async function generate(
  task: GenerateTask,
  given: GenerateContext,
): Promise<Omit<Generated, 'type' | 'computeMs'>> {
  const { open, context, signal, onDelta, now } = given
  const startedAt = now()
  const prompt = open.chat.tokenise(task.messages)
  assertFits(open, prompt.length + 1)
  const output = outputText({
    stops: task.stop,
    detokenise: (tokens, last) => open.model.detokenize(tokens, false, last),
    onText: task.stream ? onDelta : () => undefined,
  })
  const limit = Math.min(task.maxTokens, open.contextTokens - prompt.length)
  const sampler = open.createSampler()
  try {
    configure(
      sampler,
      task.sampling,
      task.grammar === undefined ? undefined : open.startGrammar(task.grammar),
    )
    const decoded = await decode({ open, context, prompt, sampler, limit, output, signal, now })
    return {
      text: output.finish(),
      finishReason: decoded.hasStopped ? 'stop' : 'length',
      usage: {
        inputTokens: prompt.length,
        cachedInputTokens: decoded.cachedInputTokens,
        outputTokens: decoded.outputTokens,
        source: 'counted',
      },
      firstTokenMs: decoded.firstTokenAt - startedAt,
    }
  } finally {
    sampler.dispose()
  }
}

function configure(
  sampler: NativeSampler,
  sampling: GenerateTask['sampling'],
  grammar: NativeGrammarState | undefined,
): void {
  const { temperature = 0, topP, seed = 0 } = sampling ?? {}
  sampler.applyConfig({
    temperature,
    seed,
    ...(topP === undefined ? {} : { topP }),
    ...(grammar === undefined ? {} : { grammarEvaluationState: grammar }),
  })
}

interface Decoding {
  open: OpenModel
  context: OpenContext
  prompt: readonly number[]
  sampler: NativeSampler
  limit: number
  output: OutputText
  signal: AbortSignal
  now: () => number
}

interface Decoded {
  cachedInputTokens: number
  outputTokens: number
  firstTokenAt: number
  hasStopped: boolean
}

async function decode(decoding: Decoding): Promise<Decoded> {
  const { open, context, prompt, sampler, limit, output, signal, now } = decoding
  const tokens = [...prompt]
  const decoded: Decoded = { cachedInputTokens: 0, outputTokens: 0, firstTokenAt: 0, hasStopped: false }
  while (decoded.outputTokens < limit && !decoded.hasStopped) {
    signal.throwIfAborted()
    const wantedFrom = tokens.length - 1
    const isStart = decoded.outputTokens === 0
    const { reused } = await context.sequence.evaluate({ tokens, isStart, wantedFrom, signal })
    const token = await context.native.sampleToken(context.sequence.logitsAt(wantedFrom), sampler)
    if (decoded.outputTokens === 0) {
      decoded.cachedInputTokens = Math.min(reused, prompt.length)
      decoded.firstTokenAt = now()
    }
    decoded.outputTokens++
    decoded.hasStopped = isEnd(open, token) || output.push(token)
    tokens.push(token)
  }
  return decoded
}

function isEnd({ model, chat }: OpenModel, token: number): boolean {
  return token < 0 || token === chat.terminator || model.isEogToken(token)
}
