import { askModel, type Asked } from '../answers/ask-model.ts'
import { stopwatch } from '../../stopwatch.ts'
import { citeAnswer } from './cite-answer.ts'
import { formatWithin, promptRoom } from './context-room.ts'
import { documentReader, type Reading } from './document-reader.ts'
import { fittingSections, type FittingSection } from './fitting-sections.ts'
import { joinAnswers } from './join-answers.ts'
import { pickSections } from './pick-sections.ts'

/** Questions of one document that are under way at a time. */
const atOnce = 4

/**
 * One question a section, all partial answers merged into one. A section's answers are words of that section, cited. Of
 * a document with more sections than `spec.sections` those are asked that hold the passages found for the fields.
 */
export const sections = documentReader({
  name: 'sections',
  recipeVersion: 2,
  async ask(reading) {
    const { model, input, spec } = reading
    const elapsedMs = stopwatch()
    const format = formatWithin(reading.format, model)
    const { fitting, tooLong } = await fittingSections(model, input, {
      room: promptRoom(format, model),
      render: ({ section, text }) => reading.render({ input: section === '' ? text : `${section}\n${text}` }),
    })
    const ranked = fitting.length > spec.sections ? (await reading.find()).ranked : []
    const asked = pickSections(fitting, ranked, spec.sections)
    const cutMs = elapsedMs()
    const answers = await askAll(asked, { ...reading, format })
    const parts = answers.map((answer, at) => ({ answer, section: asked[at]?.section.section ?? '' }))
    const schema = format.kind === 'extraction' ? format.schema : {}
    const joined = joinAnswers(parts, { text: input, schema })
    const shown = asked.filter((_, at) => answers[at]?.output !== '{}').map(({ section }) => section)
    const leftOut = fitting.length - asked.length + tooLong.length
    return {
      ...joined,
      citations: citeAnswer(joined.output, input, shown),
      ...(leftOut === 0 ? {} : { leftOut }),
      computeMs: joined.computeMs + cutMs,
    }
  },
})

async function askAll(asked: readonly FittingSection[], reading: Reading): Promise<Asked[]> {
  const { model, format, sampling, signal } = reading
  const answers: Asked[] = []
  for (let start = 0; start < asked.length; start += atOnce) {
    const questions = asked
      .slice(start, start + atOnce)
      .map(({ section, messages }) =>
        askModel(model, { messages, format, input: section.text, sampling, signal }),
      )
    answers.push(...(await Promise.all(questions)))
  }
  return answers
}
