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
    return this.admitCalls({ name: method.kind, language: languageOf(spec), calls })
  }

  /** The same for questions of a named search to one model. */
  admitCalls(search: { name: string; language: string | undefined; calls: number }): NotMeasured | undefined {
    const { name, language, calls } = search
    const minutes = (calls * this.#paceOf(language)) / msPerMinute
    if (minutes <= this.#minutesLeft) {
      this.#minutesLeft -= minutes
      return undefined
    }
    const { budgetMinutes } = this.#task.prompting
    return {
      name,
      reason:
        budgetMinutes === 0
          ? `searching prompts is left out (prompting.budgetMinutes is 0); its ${calls} questions take about ${inWords(minutes)}`
          : `its ${calls} questions take about ${inWords(minutes)}, and ${inWords(this.#minutesLeft)} are left of prompting.budgetMinutes (${budgetMinutes})`,
      command: `crossover run --prompt-minutes ${Math.ceil(budgetMinutes - this.#minutesLeft + minutes)}`,
    }
  }

  #paceOf(language: string | undefined): number {
    const known = language === undefined ? undefined : this.#msPerCall.get(language)
    return known ?? defaultMsPerCall
  }
}

function languageOf(spec: Json): string | undefined {
  const language =
    typeof spec === 'object' && spec !== null && !Array.isArray(spec) ? spec['language'] : undefined
  return typeof language === 'string' ? language : undefined
}

/** Of a model nothing of which was timed yet. */
const defaultMsPerCall = 1000

function inWords(minutes: number): string {
  return minutes < 1 ? `${Math.round(minutes * 60)} s` : `${Math.round(minutes)} min`
}
