import type { ExampleSplit } from '../contracts/example.ts'
import type { LanguageModel } from '../contracts/model.ts'
import type { Task } from '../contracts/task.ts'
import { measureTexts } from '../assess/measure-texts.ts'
import type { TextFacts } from '../assess/text-facts.ts'
import { listModels } from '../models/catalogue/list-models.ts'
import { ensureEngine } from '../models/engines/ensure-engine.ts'
import { createModelPool } from '../models/pool.ts'

/** Opens a language model by name; whoever asks closes it. */
export type OpenLanguageModel = (name: string) => Promise<LanguageModel>

export interface TextsOptions {
  /** The cache folder of models; without it lengths are estimated from characters. */
  home?: string | undefined
  /** Default: a pool of its own. False: no language model is opened, its lengths are estimated. */
  openLanguageModel?: OpenLanguageModel | false | undefined
}

/** Lengths and languages of a task's texts. A language model is opened only for a row that may be too long for it. */
export async function gatherTexts(
  task: Task,
  split: ExampleSplit,
  { home, openLanguageModel }: TextsOptions,
): Promise<TextFacts> {
  if (home === undefined) return measureTexts({ task, split })
  if (openLanguageModel === false) return measureTexts({ task, split, home })
  const pool = createModelPool({ home })
  const openModel = openLanguageModel ?? ((name: string) => pool.language(name))
  const opened = new Map<string, Promise<LanguageModel | undefined>>()
  const open = (name: string): Promise<LanguageModel | undefined> => {
    const model = opened.get(name) ?? openIfHere(name)
    opened.set(name, model)
    return model
  }
  const openIfHere = async (name: string): Promise<LanguageModel | undefined> => {
    const isCached = listModels(home).some((model) => model.name === name && model.isCached)
    const engine = await ensureEngine({ name: 'llama', home, install: false })
    return isCached && !('absent' in engine) ? openModel(name) : undefined
  }
  try {
    return await measureTexts({
      task,
      split,
      home,
      countTokens: async (name, text) => (await open(name))?.countTokens([{ role: 'user', content: text }]),
    })
  } finally {
    for (const model of opened.values()) await (await model)?.close()
    await pool.close()
  }
}
