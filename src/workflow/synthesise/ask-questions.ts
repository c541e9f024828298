import type { Task } from '../../contracts/task.ts'
import { ContextError, DataError, ProviderError } from '../../errors.ts'
import { runBounded } from '../../evaluate/run-bounded.ts'
import type { AnswerFormat } from '../../methods/prompt/answers/answer-format.ts'
import type { SharedModelPool } from '../../models/pool.ts'
import type { Store } from '../../store/open-store.ts'
import { askForSearch, type KeptRequest } from '../run/ask-for-search.ts'
import type { RunEvents } from '../run/run-events.ts'
import { readWritten } from './read-written.ts'
import { schemaOfBoth, wordQuestion, writesAnswer } from './word-question.ts'
import type { Flaw, Question, Written } from './written-example.ts'

/** Warm enough for different words, cool enough to stay with the matter. */
const temperature = 0.8
/** Tokens are no shorter than this in the languages tokenizers are made for. */
const fewestCharactersPerToken = 2.5
const fewestTokens = 64

export interface Asking {
  task: Task
  store: Store
  pool: SharedModelPool
  signal: AbortSignal
  events: RunEvents
  format: AnswerFormat
  model: string
}

/** Answers in the order of the questions, as far as they were had, or what is wrong with them. */
export interface AskedRound {
  answers: (Written | Flaw)[]
  asked: number
  /** Why not all could be asked. */
  stopped?: string
}

/**
 * Asks a round of questions. Each answer is kept as it comes and never asked again. A provider that fails, or the spend
 * limit, ends the round with what there is.
 *
 * @throws StoppedError on Ctrl-C, and whatever is no failure of a provider.
 */
export async function askQuestions(asking: Asking, questions: readonly Question[]): Promise<AskedRound> {
  const { task, events, model } = asking
  const answers = new Map<Question, Written | Flaw>()
  try {
    await runBounded(questions, task.evaluation.concurrency, async (question) => {
      answers.set(question, await askOne(asking, question))
      events.progress({
        label: `${model}: writing`,
        done: answers.size,
        total: questions.length,
        unit: 'answers',
      })
    })
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return { ...inOrder(questions, answers), stopped: error.message }
  }
  return inOrder(questions, answers)
}

function inOrder(questions: readonly Question[], answers: ReadonlyMap<Question, Written | Flaw>) {
  const had = questions.filter((question) => answers.has(question))
  return { answers: had.flatMap((question) => answers.get(question) ?? []), asked: had.length }
}

/** A row that is longer than the model's context is passed over: the next may be shorter. */
async function askOne(asking: Asking, question: Question): Promise<Written | Flaw> {
  try {
    const prediction = await askForSearch(asking, asking.model, requestOf(question, asking))
    return readWritten(prediction, question, asking.format) ?? 'format'
  } catch (error) {
    // Hosted and limited models say ContextError, the local host DataError.
    if (error instanceof ContextError || error instanceof DataError) return 'context'
    throw error
  }
}

/** The question as it is sent. */
export function requestOf(
  question: Question,
  { task, format }: Pick<Asking, 'task' | 'format'>,
): KeptRequest {
  const both = writesAnswer(question.way, task.kind)
  const schema = both ? schemaOfBoth(format) : undefined
  return {
    messages: wordQuestion(question, task),
    maxTokens: mostTokens(question, both),
    sampling: { temperature, seed: question.seed },
    ...(schema === undefined ? {} : { schema }),
  }
}

/** Room for twice the length of what is shown. */
function mostTokens({ source, shown }: Question, both: boolean): number {
  const lengths = [source, ...shown].map(({ input, expected }) =>
    both ? input.text.length + expected.length : input.text.length,
  )
  return Math.max(fewestTokens, Math.ceil((2 * Math.max(...lengths)) / fewestCharactersPerToken))
}
