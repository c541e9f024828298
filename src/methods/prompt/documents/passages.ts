import { askModel } from '../answers/ask-model.ts'
import { stopwatch } from '../../stopwatch.ts'
import { citeAnswer } from './cite-answer.ts'
import { formatWithin, promptRoom } from './context-room.ts'
import { documentReader } from './document-reader.ts'
import { packPrompt } from './pack-prompt.ts'
import { writePassages } from './write-passages.ts'

/**
 * One question over the passages that belong to the fields of the schema, as many as the model's context holds. Answers
 * are words of the input, cited with their section.
 */
export const passages = documentReader({
  name: 'passages',
  recipeVersion: 2,
  async ask({ model, input, find, render, ...exchange }) {
    const elapsedMs = stopwatch()
    const { all, ranked } = await find()
    const format = formatWithin(exchange.format, model)
    const { messages, shown } = await packPrompt(model, ranked, {
      room: promptRoom(format, model),
      render: (found) => render({ input: writePassages(found) }),
    })
    const packedMs = elapsedMs()
    const { sampling, signal, onDelta } = exchange
    const answer = await askModel(model, { messages, format, input, sampling, signal, onDelta })
    return {
      ...answer,
      citations: citeAnswer(answer.output, input, shown),
      ...(shown.length === all.length ? {} : { leftOut: all.length - shown.length }),
      computeMs: answer.computeMs + packedMs,
    }
  },
})
