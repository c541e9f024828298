import type { ChatMessage, Embedder, LanguageModel, ModelPool } from '../../contracts/model.ts'
import type { OpenContext } from '../../contracts/method.ts'
import type { Task } from '../../contracts/task.ts'
import { CrossoverError, StoreError } from '../../errors.ts'
import { methodOf } from '../../methods/registry.ts'
import { artifactBytes, artifactJson, type ExportSource } from './exported-file.ts'

/** Stands in an exported chat where the input goes. */
export const inputPlace = '{{ input }}'

/** Ends a request as soon as its messages are known. */
class Recorded extends Error {}

/**
 * The first chat a prompted candidate sends, with `{{ input }}` where the input goes. No model runs: it is opened with one
 * that only listens. Where demonstrations are looked up for each input, the first rows stand for them.
 *
 * @returns why there is none where the candidate reads its input in a way that cannot be shown so (documents in parts, say).
 */
export async function recordMessages(
  source: ExportSource,
  task: Task,
): Promise<{ messages?: ChatMessage[]; reason?: string }> {
  const { candidate } = source.card
  let heard: ChatMessage[] | undefined
  const listen = (messages: ChatMessage[]): never => {
    heard ??= messages
    throw new Recorded('heard')
  }
  const context: OpenContext = {
    task,
    artifacts: source.artifacts,
    pool: listeningPool(candidate.models, { listen, dimensions: await dimensionsOf(source) }),
    open: () => Promise.reject(new StoreError('Parts of a candidate are not opened to be shown.')),
  }
  let reason = 'it asks no model about this input'
  try {
    const predictor = await methodOf(candidate.kind).open(candidate, context)
    const { problem } = await predictor.predict({
      input: { text: inputPlace },
      signal: new AbortController().signal,
    })
    reason = problem ?? reason
    await predictor.close()
  } catch (error) {
    if (!(error instanceof Recorded) && !(error instanceof CrossoverError)) throw error
    reason = error.message
  }
  return heard === undefined ? { reason } : { messages: heard }
}

function listeningPool(
  models: ExportSource['card']['candidate']['models'],
  { listen, dimensions }: { listen: (messages: ChatMessage[]) => never; dimensions: number },
): ModelPool {
  const identify = async (name: string) => {
    const model = models.find((entry) => entry.name === name)
    if (model === undefined) throw new StoreError(`The candidate was not made with ${name}.`)
    return withoutUndefined(model)
  }
  return {
    identify,
    async language(name): Promise<LanguageModel> {
      return {
        identity: await identify(name),
        contextTokens: Number.MAX_SAFE_INTEGER,
        countTokens: async () => 0,
        generate: async ({ messages }) => listen(messages),
        choose: async ({ messages }) => listen(messages),
        close: async () => undefined,
      }
    },
    async embedder(name): Promise<Embedder> {
      return {
        identity: await identify(name),
        dimensions,
        embed: async (texts) => texts.map(() => new Float32Array(dimensions)),
        close: async () => undefined,
      }
    },
    close: async () => undefined,
  }
}

/** Of the vectors a candidate keeps; 1 where it keeps none. */
async function dimensionsOf(source: ExportSource): Promise<number> {
  const vectors = await artifactBytes(source, 'vectors')
  const pool = await artifactJson(source, 'pool')
  if (vectors === undefined || !Array.isArray(pool) || pool.length === 0) return 1
  return Math.max(1, vectors.byteLength / Float32Array.BYTES_PER_ELEMENT / pool.length)
}

type WithoutUndefined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> }

/** A parsed object's absent keys, as the contracts write them: not there at all. */
function withoutUndefined<T extends object>(value: T): WithoutUndefined<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, entry]) => entry !== undefined),
  ) as WithoutUndefined<T>
}
