import type { ExampleSplit } from '../contracts/example.ts'
import type { Task } from '../contracts/task.ts'
import { type CountTokens, measureContexts } from './measure-contexts.ts'
import { type DetectLanguage, measureLanguages } from './measure-languages.ts'
import type { TextFacts } from './text-facts.ts'

export interface TextOptions {
  task: Pick<Task, 'kind' | 'models'>
  split: ExampleSplit
  /** The cache folder of models. */
  home?: string | undefined
  countTokens?: CountTokens | undefined
  detectLanguage?: DetectLanguage | undefined
}

/** Gathers what takes a tokenizer or a library to know of the texts. No model answers anything. */
export async function measureTexts({ task, split, ...options }: TextOptions): Promise<TextFacts> {
  const rows = [...split.train, ...split.validation, ...split.test]
  return {
    contexts: await measureContexts({ models: task.models, rows, ...options }),
    languages: await measureLanguages(split, task.kind, options.detectLanguage),
  }
}
