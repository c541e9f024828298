import type { KnowledgeIndex } from '../../../knowledge/search/open-index.ts'
import { stopwatch } from '../../stopwatch.ts'
import { askModel, type Asked } from '../answers/ask-model.ts'
import type { Demonstration } from '../demonstration.ts'
import { fitContextBudget } from '../fit-context-budget.ts'
import type { Exchange } from '../request-answerer.ts'
import { reorderDemonstrations } from '../reorder-demonstrations.ts'
import { formatWithin, promptRoom } from './context-room.ts'
import { groundAnswer } from './ground-answer.ts'
import { packPrompt } from './pack-prompt.ts'
import { writePassages } from './write-passages.ts'

/** What an answer may rest on, and how much of it a prompt shows. */
export interface Grounds {
  index: KnowledgeIndex
  demonstrations: readonly Demonstration[]
  most: number
  knowledgeTokens: number
}

/** Of the context at most, kept for passages before demonstrations are let in. */
const shareForPassages = 1 / 4

/** Finds passages for the input, asks for an answer that names them, and says what it rests on. */
export async function askGrounded(exchange: Exchange, grounds: Grounds): Promise<Asked> {
  const { model, input, sampling, signal } = exchange
  const elapsedMs = stopwatch()
  const format = formatWithin(exchange.format, model)
  const found = await grounds.index.search(input, { k: grounds.most, distinct: true, signal })
  const ranked = found.map(({ passage }) => passage)
  const { messages, shown } = await packPrompt(model, ranked, {
    room: promptRoom(format, model),
    mostTokens: grounds.knowledgeTokens,
    render: await renderer(exchange, grounds),
  })
  const packedMs = elapsedMs()
  const answer = await askModel(model, { messages, format, input, sampling, signal })
  const leftOut = ranked.length - shown.length
  return {
    ...answer,
    ...groundAnswer(answer.output, { shown, input }),
    raw: answer.raw ?? answer.output,
    ...(leftOut === 0 ? {} : { leftOut }),
    computeMs: answer.computeMs + packedMs,
  }
}

/** Demonstrations are let in as far as they leave passages their share. */
async function renderer(exchange: Exchange, grounds: Grounds) {
  const { model } = exchange
  const format = formatWithin(exchange.format, model)
  const share = Math.min(grounds.knowledgeTokens, Math.floor(model.contextTokens * shareForPassages))
  const render = (passages: string, demonstrations: readonly Demonstration[]) =>
    exchange.render({ passages, demonstrations: demonstrations.map((row) => ({ ...row })) })
  const { leftOut } = await fitContextBudget(model, grounds.demonstrations, {
    answerTokens: model.contextTokens - promptRoom(format, model) + share,
    render: (shown) => render('', shown),
  })
  const demonstrations = reorderDemonstrations(
    grounds.demonstrations.slice(leftOut),
    exchange.demonstrationSeed,
  )
  return (shown: Parameters<typeof writePassages>[0]) =>
    render(
      writePassages(shown, ({ document }) => document),
      demonstrations,
    )
}
