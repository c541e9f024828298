import type { FitContext, FitOutcome, TrainingSplit } from '../../../contracts/method.ts'
import type { LanguageModel } from '../../../contracts/model.ts'
import { answerFormatOf, type AnswerFormat } from '../answers/answer-format.ts'
import { defaultPrompts } from '../default-prompts.data.ts'
import { promptPath, readIfThere } from '../library/load-prompt.ts'
import type { PromptSpec } from '../prompt-spec.ts'
import { compilePrompt } from '../prompt-template.ts'
import { promptVariables } from '../prompt-variables.ts'
import { formatWithin, promptRoom } from './context-room.ts'

type NotMeasured = Extract<FitOutcome, { notMeasured: unknown }>

/** No model in use holds less: what fits here needs no model to say so. */
const fewestContextTokens = 2048
/** No tokenizer makes more tokens than this of a character on average. */
const mostTokensPerCharacter = 0.6

/**
 * Why a task's inputs need not be read in parts: each prompt holds its input whole. Nothing where one of train or
 * validation is too long, or where the task file asks for the method by its own name (its test inputs may be longer).
 */
export async function whyReadWhole(
  { kind, name }: { kind: string; name: 'passages' | 'sections' },
  { spec, split, context }: { spec: PromptSpec; split: TrainingSplit; context: FitContext },
): Promise<NotMeasured | undefined> {
  const { task } = context
  if (task.methods.includes(kind)) return undefined
  const path = promptPath(task.folder, name)
  // Read, not written: a prompt that is not used has no place in the library.
  const own = spec.template === '' ? await readIfThere(path) : spec.template
  const compiled = compilePrompt(own ?? defaultPrompts.extraction[name], path)
  const format = answerFormatOf(task, split)
  const variables = { ...promptVariables(task, format), demonstrations: [] }
  const render = (input: string) => compiled({ ...variables, input })
  const texts = [...split.train, ...split.validation]
    .map(({ input }) => input.text)
    .toSorted((one, other) => other.length - one.length)
  const smallest = { contextTokens: Math.min(fewestContextTokens, task.models.contextTokens ?? Infinity) }
  const surely = promptRoom(formatWithin(format, smallest), smallest) / mostTokensPerCharacter
  const doubtful = texts.filter((text) => lengthOf(render(text)) > surely)
  if (doubtful.length === 0) return readWhole(kind, `the longest has ${texts[0]?.length ?? 0} characters`)
  const model = await context.pool.language(spec.language)
  try {
    const most = await mostTokens(model, { texts: doubtful, render, format })
    return most.isTooLong
      ? undefined
      : readWhole(
          kind,
          `the longest prompt has ${most.tokens} tokens and ${model.identity.name} has room for ${model.contextTokens}, the answer included`,
        )
  } finally {
    await model.close()
  }
}

function lengthOf(messages: readonly { content: string }[]): number {
  return messages.reduce((sum, { content }) => sum + content.length, 0)
}

function readWhole(kind: string, facts: string): NotMeasured {
  return {
    notMeasured: {
      reason: `every input fits whole: ${facts}`,
      command: `name ${kind} under methods: in the task file to measure it all the same`,
    },
  }
}

/** Counts prompts until one is too long. */
async function mostTokens(
  model: LanguageModel,
  prompts: {
    texts: readonly string[]
    render: (text: string) => Parameters<LanguageModel['countTokens']>[0]
    format: AnswerFormat
  },
): Promise<{ tokens: number; isTooLong: boolean }> {
  const room = promptRoom(formatWithin(prompts.format, model), model)
  let most = 0
  for (const text of prompts.texts) {
    most = Math.max(most, await model.countTokens(prompts.render(text)))
    if (most > room) return { tokens: most, isTooLong: true }
  }
  return { tokens: most, isTooLong: false }
}
