import type { Candidate } from '../../../contracts/candidate.ts'
import type { Example } from '../../../contracts/example.ts'
import type { FitContext, ValidationScore } from '../../../contracts/method.ts'
import type { Usage } from '../../../contracts/prediction.ts'

/**
 * Counts what a search asks: a candidate's question of a row once, whether it is asked now or was answered in a run that was
 * killed. So that the count, and all that depends on it, is the same in both.
 */
export class SearchLedger {
  readonly #context: Pick<FitContext, 'evaluate'>
  readonly #limit: number
  readonly #answered = new Map<string, Set<string>>()
  readonly #tokens = { input: 0, output: 0 }
  #calls = 0

  constructor(context: Pick<FitContext, 'evaluate'>, limit: number) {
    this.#context = context
    this.#limit = limit
  }

  get calls(): number {
    return this.#calls
  }

  get left(): number {
    return this.#limit - this.#calls
  }

  get tokens(): { input: number; output: number } {
    return { input: Math.round(this.#tokens.input), output: Math.round(this.#tokens.output) }
  }

  /** Questions that these rows would be for the candidate. */
  costOf({ version }: Candidate, rows: readonly Example[]): number {
    const answered = this.#answered.get(version)
    return rows.filter(({ id }) => answered?.has(id) !== true).length
  }

  /** Scores rows; those that fail count as the worst of the rows, and as questions all the same. */
  async evaluate(candidate: Candidate, rows: readonly Example[]): Promise<ValidationScore> {
    const cost = this.costOf(candidate, rows)
    const score = await this.#context.evaluate(candidate, [...rows])
    this.#calls += cost
    const { input, output } = score.tokensPerQuery ?? { input: 0, output: 0 }
    this.#tokens.input += input * cost
    this.#tokens.output += output * cost
    const answered = this.#answered.get(candidate.version) ?? new Set()
    this.#answered.set(candidate.version, new Set([...answered, ...rows.map(({ id }) => id)]))
    return score
  }

  /** One question that is no row. */
  countQuestion(usage: Usage | undefined): void {
    this.#calls += 1
    this.#tokens.input += usage?.inputTokens ?? 0
    this.#tokens.output += usage?.outputTokens ?? 0
  }
}
