import type { Candidate } from '../../contracts/candidate.ts'
import type { Json } from '../../contracts/json.ts'
import type { Method, TrainingSplit } from '../../contracts/method.ts'
import type { NotMeasured } from '../../contracts/report.ts'
import type { Task } from '../../contracts/task.ts'
import type { AnsweredRow } from '../../evaluate/answer-rows.ts'

const msPerMinute = 60_000

/**
 * What searching prompts may take of a run. Minutes decide only whether a search begins: inside, it counts calls, so that
 * the clock never changes what it finds.
 */
export class SearchBudget {
  readonly #task: Task
  readonly #msPerCall = new Map<string, number>()
  #minutesLeft: number

  constructor(task: Task) {
    this.#task = task
    this.#minutesLeft = task.prompting.budgetMinutes
  }

  /** How long a question to the candidate's language model takes here, told by those it just answered. */
  learnPace(candidate: Pick<Candidate, 'models'>, answered: readonly AnsweredRow[]): void {
    const model = candidate.models.find(({ role }) => role === 'language')
    const times = answered.flatMap(({ prediction }) => prediction.latencyMs ?? [])
    if (model === undefined || times.length === 0) return
    const lanes = model.provider === 'local' ? 1 : this.#task.evaluation.concurrency
    const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length / lanes
    this.#msPerCall.set(model.name, Math.max(mean, this.#msPerCall.get(model.name) ?? 0))
  }

  /** Takes the time of a search off the budget, or says why it does not begin. Quick methods take nothing. */
  admit({ method, spec }: { method: Method; spec: Json }, split: TrainingSplit): NotMeasured | undefined {
    const calls = method.plannedCalls?.(spec, split, this.#task)
    if (calls === undefined) return undefined
    const minutes = (calls * this.#paceOf(spec)) / msPerMinute
    if (minutes <= this.#minutesLeft) {
      this.#minutesLeft -= minutes
      return undefined
    }
    const { budgetMinutes } = this.#task.prompting
    return {
      name: method.kind,
      reason: `its ${calls} questions take about ${inWords(minutes)}, and ${inWords(this.#minutesLeft)} are left of prompting.budgetMinutes (${budgetMinutes})`,
      command: `crossover run --prompt-minutes ${Math.ceil(budgetMinutes - this.#minutesLeft + minutes)}`,
    }
  }

  #paceOf(spec: Json): number {
    const language =
      typeof spec === 'object' && spec !== null && !Array.isArray(spec) ? spec['language'] : undefined
    const known = typeof language === 'string' ? this.#msPerCall.get(language) : undefined
    return known ?? defaultMsPerCall
  }
}

/** Of a model nothing of which was timed yet. */
const defaultMsPerCall = 1000

function inWords(minutes: number): string {
  return minutes < 1 ? `${Math.round(minutes * 60)} s` : `${Math.round(minutes)} min`
}
