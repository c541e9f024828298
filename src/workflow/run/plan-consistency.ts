/** What asking in other forms may take, and what is known before. */
export interface ConsistencyFacts {
  /** Validation rows there are, and what an answer to one took on average, in milliseconds. */
  rows: number
  msPerAnswer: number
  /** Questions answered side by side. */
  lanes: number
  asksLanguageModel: boolean
  /** Whether the same question may have another answer: hosted models, and sampling. */
  varies: boolean
}

export interface ConsistencyPlan {
  inputs: number
  rewrites: number
  /** How often each input is asked as it is. */
  asks: number
}

const repeatedAsks = 5
const allRewrites = 4
const fewRewrites = 3
const mostInputs = { languageModel: 20, others: 100 }
const fewestInputs = 4
/** A language model is asked for so long, or for this share of the time its validation took where that is longer. */
const budgetMs = 15_000
const shareOfValidation = 0.2

/** The most a language model is asked for it in one run: estimates count it. */
export const mostConsistencyQuestions = mostInputs.languageModel * (allRewrites + repeatedAsks - 1)

/**
 * How many inputs to ask in how many forms. Times are those of stored answers, so that a run that was killed plans the same.
 *
 * @returns undefined where not even four inputs can be asked in that time.
 */
export function planConsistency(facts: ConsistencyFacts): ConsistencyPlan | undefined {
  const { rows, asksLanguageModel, varies } = facts
  if (rows === 0) return undefined
  const asks = asksLanguageModel && varies ? repeatedAsks : 1
  if (!asksLanguageModel) return { inputs: Math.min(rows, mostInputs.others), rewrites: allRewrites, asks }
  const msPerCall = Math.max(facts.msPerAnswer, 1) / facts.lanes
  const calls = Math.floor(Math.max(budgetMs, shareOfValidation * rows * msPerCall) / msPerCall)
  const most = Math.min(rows, mostInputs.languageModel)
  if (most * (allRewrites + asks - 1) <= calls) return { inputs: most, rewrites: allRewrites, asks }
  const inputs = Math.min(most, Math.floor(calls / (fewRewrites + asks - 1)))
  return inputs < Math.min(fewestInputs, rows) ? undefined : { inputs, rewrites: fewRewrites, asks }
}
