import { mentionedLabels } from '../../answers/mentioned-labels.ts'
import type { Generation } from '../../contracts/model.ts'
import type { Usage } from '../../contracts/prediction.ts'
import type { AnswerFormat } from './answers/answer-format.ts'
import { askModel, type Asked } from './answers/ask-model.ts'
import { withGenerations } from './answers/with-generations.ts'
import { labelList } from './label-list.ts'
import { promptMethod } from './prompt-method.ts'
import type { Exchange } from './request-answerer.ts'
import type { Task } from '../../contracts/task.ts'

/** Labels that go on to the second question. */
const kept = 3
const questionsAsked = 2
const validationRows = 60
const narrowTokens = 64
/** A first question answered so surely needs no second. */
const surely = 0.95
const noUsage: Usage = { inputTokens: 0, outputTokens: 0, source: 'counted' }

type Labels = Extract<AnswerFormat, { kind: 'classification' }>

/**
 * Two questions instead of one: which few labels could fit, then which of these. The second prompt is short, and near
 * labels are told apart without the others between them.
 */
export const decomposed = promptMethod({
  name: 'decomposed',
  recipeVersion: 1,
  kinds: ['classification'],
  refitsOnAll: false,
  demonstrates: false,
  embeds: false,
  plannedCalls: (split) => Math.min(validationRows, split.validation.length) * questionsAsked,
  prepare: async () => ({ artifacts: [] }),
  open: async (_candidate, { task }) => ({
    source: { pick: async () => [], close: async () => undefined },
    ask: (exchange) => narrowThenChoose(exchange, task),
  }),
})

async function narrowThenChoose(exchange: Exchange, task: Task): Promise<Asked> {
  const { format, model } = exchange
  if (format.kind !== 'classification')
    return askModel(model, { ...exchange, messages: await exchange.prompt() })
  const { labels, asked, sure } = await narrow(exchange, format)
  if (sure !== undefined) return sure
  const messages = await exchange.prompt({ step: 'choose', kept, labels: labelList(labels, task) })
  const answer = await askModel(model, { ...exchange, messages, format: { ...format, labels } })
  return withGenerations([asked], answer)
}

/** The likeliest labels: by token probabilities where there are any, else those the model names. */
async function narrow(
  exchange: Exchange,
  format: Labels,
): Promise<{ labels: string[]; asked: Generation; sure?: Asked }> {
  const { model, signal, sampling } = exchange
  const messages = await exchange.prompt({ step: 'narrow', kept }, narrowTokens)
  if (model.choose !== undefined) {
    const choice = await askModel(model, { ...exchange, format, messages })
    const labels = (choice.alternatives ?? []).slice(0, kept).map(({ output }) => output)
    const isSure = (choice.confidence ?? 0) >= surely
    return {
      labels: atLeastTwo(labels, format),
      asked: generationOf(choice),
      ...(isSure ? { sure: choice } : {}),
    }
  }
  const asked = await model.generate({
    messages,
    maxTokens: narrowTokens,
    signal,
    ...(sampling === undefined ? {} : { sampling }),
  })
  return { labels: atLeastTwo(mentionedLabels(asked.text, format.labels).slice(0, kept), format), asked }
}

/** Nothing is decided by one label, and nothing named is no ground to leave labels out. */
function atLeastTwo(labels: string[], { labels: all }: Labels): string[] {
  return labels.length >= 2 ? labels : all
}

function generationOf({ output, usage = noUsage, latencyMs, computeMs }: Asked): Generation {
  return { text: output, finishReason: 'stop', usage, latencyMs, computeMs }
}
