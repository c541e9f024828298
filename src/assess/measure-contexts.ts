import type { Example } from '../contracts/example.ts'
import type { Task } from '../contracts/task.ts'
import { listModels, type ModelStatus } from '../models/catalogue/list-models.ts'
import { defaultContextTokens } from '../models/llama/default-context.ts'
import { mostWordPieces, openPieceCounter } from '../models/onnx/open-tokenizer.ts'
import type { ContextUse } from './text-facts.ts'

/** Counts a text's tokens with a language model's own tokenizer; nothing when the model is not here. */
export type CountTokens = (model: string, text: string) => Promise<number | undefined>

export interface ContextOptions {
  models: Task['models']
  rows: readonly Example[]
  /** The cache folder; without it everything is estimated from characters. */
  home?: string | undefined
  countTokens?: CountTokens | undefined
}

/** Characters of English a word piece or token has on average; other languages have fewer. */
const charactersPerToken = 4
/** Long rows that are counted exactly; the others are estimated. */
const mostCounted = 200

/**
 * Rows that are longer than a competing local model reads. A text has no more word pieces than characters and no more
 * tokens than bytes, so that only texts above that are counted, and models are opened for those only. Hosted models
 * are left out: their contexts hold any row that is read here, or refuse it with a message.
 */
export async function measureContexts(options: ContextOptions): Promise<ContextUse[]> {
  const { models, home } = options
  const known = listModels(home ?? '')
  const named = [models.embedding, ...models.language]
  const used = known.filter(({ name }) => named.includes(name))
  return Promise.all(
    used.map((model) => (model.role === 'embedding' ? piecesOf(model, options) : tokensOf(model, options))),
  )
}

async function piecesOf(model: ModelStatus, { rows, home }: ContextOptions): Promise<ContextUse> {
  const limit = mostWordPieces
  // Two marks stand around the text.
  const long = rows.filter(({ input }) => input.text.length > limit - 2)
  const tokenizer = home !== undefined && model.isCached ? model.files.at(-1)?.path : undefined
  if (tokenizer === undefined) return estimated(model, limit, long)
  if (long.length === 0) return { ...estimated(model, limit, []), countedBy: 'tokenizer' }
  const count = await openPieceCounter(tokenizer)
  const over = long.filter(({ input }) => wordsIn(input.text) > limit - 2 || count(input.text) > limit)
  return { model: model.name, role: model.role, limit, countedBy: 'tokenizer', over }
}

async function tokensOf(model: ModelStatus, { rows, countTokens }: ContextOptions): Promise<ContextUse> {
  const limit = defaultContextTokens
  const long = rows.filter(({ input }) => Buffer.byteLength(input.text) > limit)
  if (long.length === 0) return { ...estimated(model, limit, []), countedBy: 'tokenizer' }
  if (countTokens === undefined || long.length > mostCounted) return estimated(model, limit, long)
  const over: Example[] = []
  for (const row of long) {
    const tokens = await countTokens(model.name, row.input.text)
    if (tokens === undefined) return estimated(model, limit, long)
    if (tokens > limit) over.push(row)
  }
  return { model: model.name, role: model.role, limit, countedBy: 'tokenizer', over }
}

function estimated(model: ModelStatus, limit: number, long: readonly Example[]): ContextUse {
  const over = long.filter(({ input }) => input.text.length > limit * charactersPerToken)
  return { model: model.name, role: model.role, limit, countedBy: 'characters', over }
}

/** Every word has a piece at least, so that long texts need no tokenizer. Stops counting early. */
function wordsIn(text: string): number {
  let words = 0
  for (const _ of text.matchAll(/\S+/gu)) {
    words += 1
    if (words > mostWordPieces) break
  }
  return words
}
