import type { FitContext, FitOutcome, Method, Refusal } from '../../../contracts/method.ts'
import type { TuningJob } from '../../../contracts/tuning-service.ts'
import { trainingCost, trainingPriceOf } from '../../../prices/training-cost.ts'
import { putJson } from '../../artifact-codec.ts'
import { fitCandidate, recipeOf, type FitRequest, type Fitted } from '../../fit-candidate.ts'
import { answerFormatOf } from '../../prompt/answers/answer-format.ts'
import { zeroShot } from '../../prompt/zero-shot.ts'
import { finishJob } from './finish-job.ts'
import { baseName, entryOf, type HostedSpec } from './hosted-spec.ts'
import { shortPrompt } from './short-prompt.ts'
import { startJob, type HostedFit } from './start-job.ts'

/**
 * A model trained at a vendor, and asked there with a short prompt. A job that outlasts the run is asked after by the next one:
 * it is known by the recipe. Nothing is uploaded before the rows were looked through and somebody agreed.
 */
export const hosted: Method<HostedSpec> = {
  kind: 'tune/hosted',
  family: 'tune',
  recipeVersion: 1,
  kinds: ['classification', 'extraction', 'generation'],
  specs: ({ tuning }) =>
    tuning.hosted.map(({ provider, base, epochs, servedAs }) => ({
      provider,
      base,
      epochs,
      ...(servedAs === undefined ? {} : { servedAs }),
    })),
  // The vendor watches validation while it trains, and a second job would be paid again.
  needs: ['language-model'],
  refitsOnAll: false,
  async fit(spec, split, context) {
    const name = `hosted ${spec.base}`
    const models = [await context.pool.identify(baseName(spec))]
    const request: FitRequest = { method: hosted, name, spec, split, context, models }
    const known = context.known(recipeOf(request))
    if (known !== undefined) return { candidate: known }
    const { jobs } = context
    const service = await context.pool.tuning?.(spec.provider)
    if (service === undefined || jobs === undefined) return { notMeasured: cannotTrain }
    // A deployment under another name is another candidate of the same job.
    const { servedAs: _, ...job } = spec
    const recipe = recipeOf({ ...request, spec: job })
    const format = answerFormatOf(context.task, split)
    try {
      return await fitThere(request, { spec, split, context, jobs, service, recipe, format })
    } finally {
      await service.close()
    }
  },
  // A tuned model is a prompted one with little to say.
  open: (candidate, context) => zeroShot.open(candidate, context),
}

const cannotTrain = { reason: 'no vendor can be asked from here', command: 'crossover run --allow-upload' }

async function fitThere(request: FitRequest, fit: HostedFit): Promise<FitOutcome> {
  const started = await startJob(fit)
  if ('refused' in started) return { notMeasured: started.refused }
  return fitWith(request, fit, started.jobId)
}

async function fitWith(request: FitRequest, fit: HostedFit, jobId: string): Promise<FitOutcome> {
  const finished = await finishJob(fit, jobId)
  if ('outcome' in finished) return finished.outcome
  const { servedAs } = fit.spec
  if (servedAs === undefined && fit.service.capabilities.needsDeployment)
    return { notMeasured: notDeployed(fit, finished.model) }
  const served = { job: finished.job, model: servedAs ?? finished.model }
  return fitCandidate(request, () => candidateParts(fit, served))
}

function notDeployed({ spec }: HostedFit, model: string): Refusal {
  return {
    reason: `${spec.provider} has trained ${model}, which answers only once you deploy it there`,
    command: 'write the name it is deployed under as servedAs: below tuning.hosted, then crossover run',
  }
}

/** The prompt, the answer's form and the curve of the training; the weights stay at the vendor. */
async function candidateParts(
  { spec, context, service, format }: HostedFit,
  { job, model }: { job: TuningJob; model: string },
): Promise<Fitted> {
  const language = `${spec.provider}:${model}`
  const points = await service.checkpoints(job.id, context.signal)
  const curve = points.map(({ step, model: at, metrics }) => ({ step, ...metrics, ...(at && { model: at }) }))
  return {
    spec: {
      ...spec,
      jobId: job.id,
      language,
      prompt: 'hosted',
      template: shortPrompt,
      demonstrations: 0,
      demonstrationTokens: 0,
    },
    models: [await context.pool.identify(language)],
    artifacts: [
      await context.artifacts.put('prompt', Buffer.from(shortPrompt)),
      await putJson(context.artifacts, 'format', format),
      await putJson(context.artifacts, 'curve', curve),
    ],
    ...paid(spec, job, context),
  }
}

function paid(spec: HostedSpec, { trainedTokens, usd }: TuningJob, { task }: FitContext): { usd?: number } {
  if (usd !== undefined) return { usd }
  const price = trainingPriceOf(baseName(spec), entryOf(spec, task))
  if (price === undefined || trainedTokens === undefined) return {}
  // The vendor counts every epoch.
  return { usd: trainingCost({ tokens: trainedTokens, epochs: 1 }, price) }
}
