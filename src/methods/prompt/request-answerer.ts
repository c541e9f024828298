import type { Json } from '../../contracts/json.ts'
import type { ChatMessage, LanguageModel } from '../../contracts/model.ts'
import type { Prediction, PredictRequest } from '../../contracts/prediction.ts'
import { ContextError } from '../../errors.ts'
import { stopwatch } from '../stopwatch.ts'
import type { AnswerFormat } from './answers/answer-format.ts'
import { answerTokens } from './answers/answer-schema.ts'
import { askModel, type Asked } from './answers/ask-model.ts'
import { fitContextBudget } from './fit-context-budget.ts'
import type { Demonstration } from './demonstration.ts'
import { reorderDemonstrations } from './reorder-demonstrations.ts'
import type { OpenedStrategy } from './prompt-method.ts'
import type { PromptTemplate } from './prompt-template.ts'

/** One request in the hands of a strategy. */
export interface Exchange extends Pick<
  PredictRequest,
  'sampling' | 'demonstrationSeed' | 'signal' | 'onDelta'
> {
  model: LanguageModel
  format: AnswerFormat
  /** The input's text. */
  input: string
  /**
   * The rendered prompt with its demonstrations, as many as fit beside an answer.
   *
   * @param variables on top of those every prompt has; `answerTokens` where the answer may take more than the format's.
   * @throws ContextError when it does not fit without any.
   */
  prompt(variables?: Record<string, Json>, answerTokens?: number): Promise<ChatMessage[]>
  /** The prompt without demonstrations, whatever its length; variables may stand for the input too. */
  render: (variables: Record<string, Json>) => ChatMessage[]
}

/** Answers requests; one whose prompt cannot fit the context gets an invalid answer that says why. */
export function requestAnswerer(prompt: {
  model: LanguageModel
  format: AnswerFormat
  opened: OpenedStrategy
  render: PromptTemplate
}): (request: PredictRequest) => Promise<Prediction> {
  const { model, format, opened, render } = prompt
  const ask = opened.ask ?? askOnce
  return async ({ input, ...rest }) => {
    const elapsedMs = stopwatch()
    const demonstrations = await opened.source.pick(input.text, rest.signal)
    const pickedMs = elapsedMs()
    const inOrder = (shown: readonly Demonstration[]) =>
      reorderDemonstrations(shown, rest.demonstrationSeed).map((row) => ({ ...row }))
    let most = 0
    const exchange: Exchange = {
      ...rest,
      model,
      format,
      input: input.text,
      async prompt(variables = {}, tokens = answerTokens(format)) {
        const { messages, leftOut } = await fitContextBudget(model, demonstrations, {
          answerTokens: tokens,
          render: (shown) => render({ ...variables, demonstrations: inOrder(shown), input: input.text }),
        })
        most = Math.max(most, leftOut)
        return messages
      },
      render: (variables) => render({ demonstrations: [], input: input.text, ...variables }),
    }
    try {
      const { latencyMs: _, ...answer } = await ask(exchange)
      const facts = { latencyMs: elapsedMs(), computeMs: answer.computeMs + pickedMs }
      return { ...answer, ...(most === 0 ? {} : { leftOut: most }), ...facts }
    } catch (error) {
      if (!(error instanceof ContextError)) throw error
      return { output: '', validity: 'invalid', problem: error.message, latencyMs: elapsedMs(), computeMs: 0 }
    }
  }
}

/** One question in the task's format. */
async function askOnce(exchange: Exchange): Promise<Asked> {
  return askModel(exchange.model, { ...exchange, messages: await exchange.prompt() })
}
