import type { ChatMessage, LanguageModel } from '../../../contracts/model.ts'
import type { Passage } from '../../../knowledge/split/passage.ts'
import { outlineOf, sectionAt } from '../../../knowledge/split/outline-of.ts'
import { splitDocument } from '../../../knowledge/split/split-document.ts'
import { roomBeside } from './context-room.ts'
import { inputName } from './document-indexes.ts'

/** Estimates of tokens are mostly too high; what is too long all the same is cut again. */
const shareOfRoom = 0.9
/** A piece of so few tokens is not cut any more. */
const fewestTokens = 16

/** A section whose prompt fits the model's context. */
export interface FittingSection {
  section: Passage
  messages: ChatMessage[]
}

/**
 * Cuts a text into as few sections as the context allows, each counted by the model as it will be sent. Every character
 * is in one, except pieces of a few estimated tokens that no prompt could hold.
 */
export async function fittingSections(
  model: Pick<LanguageModel, 'contextTokens' | 'countTokens' | 'identity'>,
  text: string,
  { render, room }: { render: (section: Passage) => ChatMessage[]; room: number },
): Promise<{ fitting: FittingSection[]; tooLong: Passage[] }> {
  const empty = { document: inputName, start: 0, end: 0, text: '', section: '' }
  const beside = await roomBeside(render(empty), { model, room })
  const maxTokens = Math.max(fewestTokens, Math.floor(beside * shareOfRoom))
  const outline = outlineOf(text)
  const fitting: FittingSection[] = []
  const tooLong: Passage[] = []
  const waiting = [{ start: 0, end: text.length, maxTokens }]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { start, end, maxTokens: most } = next
    const smaller: typeof waiting = []
    for (const piece of splitDocument(
      { name: inputName, text: text.slice(start, end) },
      { maxTokens: most },
    )) {
      const at = { start: start + piece.start, end: start + piece.end }
      const section = { ...piece, ...at, section: sectionAt(outline, at.start) }
      const messages = render(section)
      if ((await model.countTokens(messages)) <= room) fitting.push({ section, messages })
      else if (most <= fewestTokens) tooLong.push(section)
      else smaller.push({ ...at, maxTokens: Math.max(fewestTokens, most >> 1) })
    }
    waiting.unshift(...smaller)
  }
  return { fitting: fitting.toSorted((one, other) => one.section.start - other.section.start), tooLong }
}
