import type { Candidate } from '../../../contracts/candidate.ts'
import type { Example } from '../../../contracts/example.ts'
import type { FitContext, Method, OpenContext, TrainingSplit } from '../../../contracts/method.ts'
import type { Task } from '../../../contracts/task.ts'
import { randomSource } from '../../../stats/random-source.ts'
import { stratifiedOrder } from '../../../stats/stratified-sample.ts'
import { plainDescription } from '../prompt-variables.ts'
import { demonstrationChoices } from './demonstration-choices.ts'
import { fitVariant, methodShowing } from './fit-variant.ts'
import { optimisedSpecSchema, type OptimisedSpec } from './optimised-spec.ts'
import { variantCount } from './prompt-variants.ts'
import { searchByReflection, type Reflection } from './search-by-reflection.ts'
import { searchWordings, type OptimiseSearch } from './search-wordings.ts'
import { strongReflector } from './strong-reflector.ts'

/** Questions of one search where the task file sets no other limit. */
const usualCalls = { reflection: 600, halving: 240 }
/** Validation rows a prompt is scored on: those on which finalists are picked, so that the winner is not asked again. */
const validationRows = 60

/**
 * The best prompt a search finds on validation rows. With a strong reflector it writes instructions from wrong answers;
 * without one, our own wordings and sets of demonstrations compete. `spec.optimisation` tells what was tried.
 */
export const optimised: Method<OptimisedSpec> = {
  kind: 'prompt/optimised',
  family: 'prompt',
  recipeVersion: 2,
  kinds: ['classification', 'extraction', 'generation'],
  // Demonstrations are found among all rows then; nothing is searched again.
  refitsOnAll: true,
  plannedCalls(spec, { validation }, task) {
    if (spec.template !== '') return 0
    const calls = callsOf(task)
    if (strongReflector(task) !== undefined) return calls
    return Math.min(calls, variantCount(task.kind) * Math.min(validationRows, validation.length))
  },
  specs(task) {
    if (task.prompting.budgetMinutes === 0) return []
    return task.models.language.map((language) => ({
      language,
      template: '',
      shows: 'nothing',
      demonstrations: 0,
      demonstrationTokens: 0,
    }))
  },
  async fit(spec, split, context) {
    const found = spec.template === '' ? await search(spec.language, split, context) : spec
    return { candidate: await fitVariant(optimised, found, { split, context }) }
  },
  reorders: (candidate) => methodShown(candidate).reorders?.(candidate) ?? false,
  open: (candidate, context) => openOptimised(candidate, context),
}

function callsOf(task: Task): number {
  const usual = strongReflector(task) === undefined ? usualCalls.halving : usualCalls.reflection
  return task.prompting.budgetCalls ?? usual
}

async function search(language: string, split: TrainingSplit, context: FitContext): Promise<OptimisedSpec> {
  const { task } = context
  const started: OptimiseSearch = {
    language,
    choices: await demonstrationChoices(split, context),
    rows: rowsToScore(split.validation, context),
    calls: callsOf(task),
    fit: (spec) => fitVariant(optimised, spec, { split, context }),
    context,
  }
  const reflector = strongReflector(task)
  if (reflector === undefined) return searchWordings(started)
  return searchByReflection({
    ...started,
    reflector,
    ask: (messages, maxTokens) => askReflector(reflector, { messages, maxTokens }, context),
    instruction: task.description ?? plainDescription[task.kind],
    train: split.train,
  })
}

/** A beginning of the order in which finalists are validated. */
function rowsToScore(validation: readonly Example[], { task, seed }: FitContext): Example[] {
  const stratumOf = ({ expected }: Example) => (task.kind === 'classification' ? expected : '')
  return stratifiedOrder(validation, { stratumOf, random: randomSource(seed) }).slice(0, validationRows)
}

async function askReflector(
  reflector: string,
  request: Parameters<NonNullable<FitContext['ask']>>[1],
  context: FitContext,
): Promise<Reflection> {
  if (context.ask !== undefined) {
    const { output, usage } = await context.ask(reflector, request)
    return { text: output, usage }
  }
  const model = await context.pool.language(reflector)
  try {
    return await model.generate({ ...request, signal: context.signal })
  } finally {
    await model.close()
  }
}

function openOptimised(candidate: Candidate, context: OpenContext) {
  const method = methodShown(candidate)
  return method.open({ ...candidate, kind: method.kind }, context)
}

function methodShown({ spec }: Candidate) {
  return methodShowing[optimisedSpecSchema.parse(spec).shows]
}
