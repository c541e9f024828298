import type { Scored, ScoreTask } from '../protocol.ts'
import { assertFits } from './assert-fits.ts'
import type { NativeSampler } from './engine-surface.ts'
import type { OpenContext } from './open-context.ts'
import type { OpenModel } from './open-model.ts'

/** With the rest of a chunk before it, a piece must fit one decode call: only the last call's predictions are kept. */
const pieceTokens = 256
/** The smallest number of single precision: what came out as 0 is no likelier than this. */
const leastProbability = 2 ** -149

/**
 * Gives the model an answer token by token and notes what it would have said (teacher forcing). The answer is plain
 * text, ended as the chat template ends it.
 *
 * @throws DataError when chat and answer do not fit the context; the signal's reason between two pieces.
 */
export async function scoreAnswer(
  { open, context }: { open: OpenModel; context: OpenContext },
  task: ScoreTask,
  signal: AbortSignal,
): Promise<Omit<Scored, 'type'>> {
  const prompt = open.chat.tokenise(task.messages)
  const tokens = [...open.model.tokenize(task.answer, false), open.chat.terminator]
  assertFits(open, prompt.length + tokens.length)
  const logProbabilities: number[] = []
  const argmaxTokens: number[] = []
  const greedy = open.createSampler()
  greedy.applyConfig({ temperature: 0, seed: 0 })
  try {
    for (let done = 0; done < tokens.length; done += pieceTokens) {
      const piece = tokens.slice(done, done + pieceTokens)
      const before = [...prompt, ...tokens.slice(0, done)]
      const scored = await scorePiece({ context, before, piece, greedy, isStart: done === 0, signal })
      logProbabilities.push(...scored.logProbabilities)
      argmaxTokens.push(...scored.argmaxTokens)
    }
  } finally {
    greedy.dispose()
  }
  return { promptTokens: prompt, tokens, logProbabilities, argmaxTokens }
}

interface Piece {
  context: OpenContext
  before: readonly number[]
  piece: readonly number[]
  greedy: NativeSampler
  isStart: boolean
  signal: AbortSignal
}

async function scorePiece(given: Piece): Promise<Pick<Scored, 'logProbabilities' | 'argmaxTokens'>> {
  const { context, before, piece, greedy, isStart, signal } = given
  // What follows a token is predicted at that token: the piece's last one is not needed.
  const wantedFrom = before.length - 1
  await context.sequence.evaluate({
    tokens: [...before, ...piece.slice(0, -1)],
    isStart,
    wantedFrom,
    signal,
  })
  const places = piece.map((token, index) => ({
    logits: context.sequence.logitsAt(wantedFrom + index),
    tokens: [token],
  }))
  const probabilities = await context.probabilities(places)
  const argmaxTokens: number[] = []
  for (const { logits } of places) argmaxTokens.push(await context.native.sampleToken(logits, greedy))
  const logProbabilities = probabilities.map(([probability = 0]) =>
    Math.log(Math.min(1, Math.max(leastProbability, probability))),
  )
  return { logProbabilities, argmaxTokens }
}
