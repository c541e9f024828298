import type { ChatMessage, LanguageModel } from '../../../contracts/model.ts'
import { ContextError } from '../../../errors.ts'
import { packPassages } from '../../../knowledge/cite/pack-passages.ts'
import type { Passage } from '../../../knowledge/split/passage.ts'
import { roomBeside } from './context-room.ts'

/** A question over passages that fits, and the passages it shows, in document order. */
export interface PackedPrompt {
  messages: ChatMessage[]
  shown: Passage[]
}

/**
 * Takes the best passages that fit the model's context beside instructions and answer, counted by the model.
 *
 * @param question.mostTokens of the passages together, where they may not take all the room there is.
 * @throws ContextError with the numbers when not one of them fits.
 */
export async function packPrompt(
  model: Pick<LanguageModel, 'contextTokens' | 'countTokens' | 'identity'>,
  ranked: readonly Passage[],
  question: { render: (shown: Passage[]) => ChatMessage[]; room: number; mostTokens?: number },
): Promise<PackedPrompt> {
  const { render, room, mostTokens = Number.POSITIVE_INFINITY } = question
  const beside = await roomBeside(render([]), { model, room })
  const own = async (passage: Passage) => (await model.countTokens(render([passage]))) - (room - beside)
  const packed = await packPassages(ranked, { budgetTokens: Math.min(beside, mostTokens), countTokens: own })
  let shown = packed.kept
  // Counted one by one they are a little off: what counts is the prompt as it is sent.
  while (shown.length > 0 && (await model.countTokens(render(shown))) > room) {
    const worst = ranked.findLast((passage) => shown.includes(passage))
    shown = shown.filter((passage) => passage !== worst)
  }
  if (shown.length > 0 || ranked.length === 0) return { messages: render(shown), shown }
  throw new ContextError(
    `No passage fits: beside instructions and answer ${model.identity.name} has room for ${Math.min(beside, mostTokens)} tokens.`,
    { hint: 'Use a model with a longer context, or smaller passages.' },
  )
}
