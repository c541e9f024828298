import type {
  FitContext,
  JobRecords,
  Refusal,
  RememberedJob,
  TrainingSplit,
} from '../../../contracts/method.ts'
import type { TuningService } from '../../../contracts/tuning-service.ts'
import { trainingSplit } from '../../../data/split/training-split.ts'
import { ProviderError } from '../../../errors.ts'
import type { AnswerFormat } from '../../prompt/answers/answer-format.ts'
import type { HostedSpec } from './hosted-spec.ts'
import { trainingFiles } from './training-files.ts'
import { uploadRequest } from './upload-request.ts'
import { whyNotUpload } from './why-not-upload.ts'

/** All that a job is started with. */
export interface HostedFit {
  spec: HostedSpec
  split: TrainingSplit
  context: FitContext
  jobs: JobRecords
  service: TuningService
  recipe: string
  format: AnswerFormat
}

/**
 * The job of a recipe: the one an earlier run started, else a new one. What is known is kept after each step, so that a run
 * that is killed never pays for a second job: files first, then the job; between them the vendor is asked for a job of the file.
 *
 * @returns why none was started where the rows forbid it, it may cost too much or nobody agreed.
 */
export async function startJob(fit: HostedFit): Promise<{ jobId: string } | { refused: Refusal }> {
  const { jobs, recipe, service, context } = fit
  const remembered = jobs.get(recipe)
  if (remembered?.jobId !== undefined) return { jobId: remembered.jobId }
  if (remembered !== undefined) {
    const found = await service.findByFile(remembered.trainingFile, context.signal)
    return { jobId: remember(fit, remembered, found?.id ?? (await createJob(fit, remembered))) }
  }
  const uploaded = await uploadFiles(fit)
  if ('refused' in uploaded) return uploaded
  return { jobId: remember(fit, uploaded, await createJob(fit, uploaded)) }
}

async function uploadFiles(fit: HostedFit): Promise<RememberedJob | { refused: Refusal }> {
  const { spec, context, service, recipe, jobs, format } = fit
  const split = rowsToSend(fit)
  const files = await trainingFiles(split, context.task, format)
  const request = uploadRequest(spec, { split, files }, { service, context })
  const refused =
    whyNotUpload(split, files, service.capabilities) ??
    tooDear(request.usd, context.task.tuning.maxSpendUsd) ??
    (context.mayUpload === undefined ? nobodyAsked : await context.mayUpload(request))
  if (refused !== undefined) return { refused }
  const name = `crossover-${recipe.slice(0, 12)}`
  const upload = (part: string, bytes: Uint8Array) =>
    service.upload({ name: `${name}-${part}.jsonl`, bytes }, context.signal)
  const validationFile = files.validation && (await upload('validation', files.validation))
  const remembered: RememberedJob = {
    provider: spec.provider,
    trainingFile: await upload('train', files.train),
    ...(validationFile === undefined ? {} : { validationFile }),
  }
  jobs.save(recipe, remembered)
  return remembered
}

/** Rows that are of no use to a vendor do not leave. */
function rowsToSend({ split, service }: HostedFit): TrainingSplit {
  return service.capabilities.validation ? split : trainingSplit({ train: split.train, validation: [] })
}

const nobodyAsked: Refusal = {
  reason: 'nothing is uploaded before somebody agreed',
  command: 'crossover run --allow-upload',
}

function tooDear(usd: number | undefined, limitUsd: number): Refusal | undefined {
  if (usd === undefined || usd <= limitUsd) return undefined
  return {
    reason: `training may cost ${usd.toFixed(2)} USD, and tuning.maxSpendUsd allows ${limitUsd}`,
    command: 'raise tuning.maxSpendUsd in the task file',
  }
}

async function createJob(fit: HostedFit, files: RememberedJob): Promise<string> {
  const { spec, context, service, recipe, jobs } = fit
  const { trainingFile, validationFile } = files
  try {
    const job = await service.create(
      {
        base: spec.base,
        epochs: spec.epochs,
        seed: context.seed,
        suffix: context.task.name,
        metadata: { recipe },
        trainingFile,
        ...(validationFile === undefined ? {} : { validationFile }),
      },
      context.signal,
    )
    return job.id
  } catch (error) {
    // Plainly refused: these files will not do, now or later. Anything else may be a job nobody heard of.
    if (error instanceof ProviderError && [400, 404, 422].includes(error.status ?? 0)) jobs.remove(recipe)
    throw error
  }
}

function remember({ jobs, recipe }: HostedFit, files: RememberedJob, jobId: string): string {
  jobs.save(recipe, { ...files, jobId })
  return jobId
}
