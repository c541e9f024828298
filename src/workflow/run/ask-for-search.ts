import type { GenerateRequest } from '../../contracts/model.ts'
import type { Prediction } from '../../contracts/prediction.ts'
import { StoppedError } from '../../errors.ts'
import { limitContext } from '../../models/limit-context.ts'
import { canonicalJson } from '../../text/canonical-json.ts'
import { sha256 } from '../../text/sha256.ts'
import type { RunContext } from './run-context.ts'

/** What decides an answer, and so its key. */
export type KeptRequest = Pick<GenerateRequest, 'messages' | 'maxTokens' | 'sampling' | 'schema'>

/**
 * Asks a model on behalf of a search (a reflector). The answer is kept among the predictions, under the model's identity and
 * the hash of what was asked: what was answered once is read, never asked again.
 *
 * @throws StoppedError when the run was stopped before there was an answer.
 */
export async function askForSearch(
  { task, store, pool, signal }: Pick<RunContext, 'task' | 'store' | 'pool' | 'signal'>,
  name: string,
  request: KeptRequest,
): Promise<Prediction> {
  const models = limitContext(pool, task.models.contextTokens)
  const version = sha256(canonicalJson({ asked: { ...(await models.identify(name)) } }))
  const messages = request.messages.map((message) => ({ ...message }))
  const { maxTokens, sampling, schema } = request
  const inputHash = sha256(
    canonicalJson({
      messages,
      maxTokens,
      ...(sampling === undefined ? {} : { sampling: { ...sampling } }),
      ...(schema === undefined ? {} : { schema }),
    }),
  )
  const key = { version, inputHash, sample: 0 }
  const kept = store.predictions.get(key)
  if (kept !== undefined) return kept
  if (signal.aborted) throw new StoppedError('Stopped.', { hint: 'Run again to go on.' })
  const model = await models.language(name)
  try {
    const { text, finishReason, usage, latencyMs, billedUsd } = await model.generate({ ...request, signal })
    const prediction: Prediction = {
      output: text,
      validity: finishReason === 'stop' ? 'first' : 'invalid',
      usage,
      latencyMs,
      ...(billedUsd === undefined ? {} : { billedUsd }),
    }
    store.predictions.save(key, prediction)
    return prediction
  } catch (error) {
    if (!signal.aborted) throw error
    throw new StoppedError('Stopped.', { hint: 'Run again to go on.', cause: error })
  } finally {
    await model.close()
  }
}
