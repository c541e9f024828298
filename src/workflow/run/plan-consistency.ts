/** Who is asked again, and how many rows there are. */
export interface ConsistencyFacts {
  /** Validation rows that were answered. */
  rows: number
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
const mostInputs = { local: 8, hosted: 20, others: 100 }
/** One other order of demonstrations, where there are any. */
const orders = 1
const rewritesAsked = { local: 3, hosted: 4, others: 4 }

/** The most a language model is asked for it in one run: estimates count it. */
export const mostConsistencyQuestions = mostInputs.hosted * (rewritesAsked.hosted + orders + repeatedAsks - 1)

/**
 * How many inputs to ask in how many forms: few of a local language model, which takes most of a second each (24 questions, 32 where demonstrations are shown in another order too);
 * more of a hosted one. Never by the clock, so that a run that was killed asks the same.
 *
 * @returns undefined without rows.
 */
export function planConsistency({
  rows,
  asksLanguageModel,
  varies,
}: ConsistencyFacts): ConsistencyPlan | undefined {
  if (rows === 0) return undefined
  const who = !asksLanguageModel ? 'others' : varies ? 'hosted' : 'local'
  return {
    inputs: Math.min(rows, mostInputs[who]),
    rewrites: rewritesAsked[who],
    asks: who === 'hosted' ? repeatedAsks : 1,
  }
}
