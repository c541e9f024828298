import type { Verdict } from '../../contracts/report.ts'
import type { Task } from '../../contracts/task.ts'
import { loadSplit } from '../../data/split/load-split.ts'
import { StoreError } from '../../errors.ts'
import type { KeyLookup } from '../../models/http/key-for.ts'
import { resolveModel } from '../../models/http/resolve-model.ts'
import { estimateRun } from '../../prices/estimate-run.ts'
import { priceLibrary } from '../../prices/price-library.ts'
import type { TokenPrice } from '../../prices/token-price.ts'
import { readDecisionRecord } from '../decide/decision-record.ts'
import { redecideTask } from '../decide/redecide-task.ts'
import { estimateSpend } from '../estimate-spend.ts'
import { readReport } from '../read-report.ts'
import { basisOf, type WatchBasis } from './basis-of.ts'
import { otherModels, perQueryNow, type OtherModel } from './other-models.ts'
import { priceChanges, type PriceChange } from './price-changes.ts'

/** USD, from few to many tokens. */
interface UsdRange {
  lowUsd: number
  highUsd: number
}

/** A verdict as it would be: what is chosen, and whether that is what it was. */
export interface WatchedVerdict {
  choice: Verdict['choice']
  candidate?: string
  isSame: boolean
}

/** A model that was not measured, how it would be, and what that costs. */
export interface WatchedModel extends OtherModel {
  /** Asks it with the measured prompt on the validation rows; the test set stays sealed. */
  command: string
  look: UsdRange
  /** A whole run with it in `models.language` alone; absent where the task asks no prompts. */
  run?: UsdRange
  /** The verdict if it answered every row as the measured model did, at its own price. Only of the first ones. */
  ifAlike?: WatchedVerdict
}

/** What prices and models of today would change of the latest verdict. */
export interface ModelWatch {
  measuredAt: string
  /** Where today's prices are from, beside the task file. */
  prices: { library: string; version: string; asOf: string }
  changes: PriceChange[]
  before: Verdict
  /** With the task file and the prices as they are now; or why that cannot be said. */
  now: WatchedVerdict | { unknown: string }
  basis?: WatchBasis & { perQueryNowUsd?: number }
  others: WatchedModel[]
}

/** So many get a verdict of their own: each is decided from all stored rows. */
const decidedAtMost = 8
/** One answer in ten is asked for again, at most. */
const reasked = 1.1

/**
 * Holds the latest report against the prices and models that are known today, from stored rows: nothing is asked, nothing is
 * written, no network is used, and it is no opening of the test set.
 *
 * @throws StoreError when there is no report.
 */
export async function watchModels(task: Task, { keyOf }: { keyOf: KeyLookup }): Promise<ModelWatch> {
  const { report } = await readReport(task)
  const changes = priceChanges(report, task.prices)
  const basis = basisOf(report, task.prompts)
  const measured = changes.map(({ model }) => model)
  const listedThen = await listedBefore(task)
  const others = basis === undefined ? [] : otherModels(task, { basis, measured, listedThen, keyOf })
  const perQueryNowUsd = basis === undefined ? undefined : perQueryNow(basis, task.prices)
  return {
    measuredAt: report.provenance.finishedAt,
    prices: { library: priceLibrary.name, version: priceLibrary.version, asOf: priceLibrary.asOf },
    changes,
    before: report.verdict,
    now: await verdictWith(task),
    ...(basis === undefined
      ? { others: [] }
      : {
          basis: { ...basis, ...(perQueryNowUsd === undefined ? {} : { perQueryNowUsd }) },
          others: await withCosts(task, basis, others),
        }),
  }
}

async function listedBefore(task: Task): Promise<readonly string[] | undefined> {
  try {
    return (await readDecisionRecord(task)).listedModels
  } catch (error) {
    if (error instanceof StoreError) return undefined
    throw error
  }
}

async function withCosts(
  task: Task,
  basis: WatchBasis,
  others: readonly OtherModel[],
): Promise<WatchedModel[]> {
  if (others.length === 0) return []
  const names = others.map(({ model }) => model)
  const runs = await estimateSpend({ ...task, models: { ...task.models, language: names } }, names)
  const { validation } = await loadSplit(task)
  const watched: WatchedModel[] = []
  for (const [at, other] of others.entries()) {
    const look = lookAt(other, { task, basis, rows: validation.length })
    const run = runs?.rows.find(({ modelName }) => modelName === other.model)
    const ifAlike = at < decidedAtMost ? await ifAlikeOf(task, basis, other.price) : undefined
    watched.push({
      ...other,
      command: `crossover evaluate ${basis.flags} --model ${other.model} --max-spend ${limitOf(look.highUsd)}`,
      look,
      ...(run === undefined ? {} : { run: { lowUsd: run.lowUsd, highUsd: run.highUsd } }),
      ...(ifAlike === undefined ? {} : { ifAlike }),
    })
  }
  return watched
}

function lookAt(
  { model, price }: OtherModel,
  { task, basis, rows }: { task: Task; basis: WatchBasis; rows: number },
): UsdRange {
  const { input, output } = basis.tokens
  const thinking = resolveModel(model, task.providers).capabilities.reasoningTokens ?? 0
  const { lowUsd, highUsd } = estimateRun([
    {
      modelName: model,
      price,
      requests: { low: rows, high: Math.ceil(rows * reasked) },
      inputTokens: { low: input, high: input },
      outputTokens: { low: output, high: output + thinking },
    },
  ])
  return { lowUsd, highUsd }
}

/** The measured model's rows stand for the other's, at the other's price; nothing where the measured one has no token price. */
async function ifAlikeOf(
  task: Task,
  { model }: WatchBasis,
  price: TokenPrice,
): Promise<WatchedVerdict | undefined> {
  if (model === undefined) return undefined
  const { source: _source, ...rates } = price
  const verdict = await verdictWith({ ...task, prices: { ...task.prices, [model]: rates } })
  return 'unknown' in verdict ? undefined : verdict
}

async function verdictWith(task: Task): Promise<WatchedVerdict | { unknown: string }> {
  try {
    const { report, before } = await redecideTask(task)
    const { choice, candidate } = report.verdict
    const isSame =
      choice === before.verdict.choice &&
      candidate === before.verdict.candidate &&
      report.verdict.leading?.candidate === before.verdict.leading?.candidate
    return { choice, ...(candidate === undefined ? {} : { candidate }), isSame }
  } catch (error) {
    if (error instanceof StoreError) return { unknown: error.message }
    throw error
  }
}

/** Two digits, rounded up, so that the command can be run as it stands. */
function limitOf(usd: number): string {
  const step = 10 ** Math.max(-2, Math.floor(Math.log10(Math.max(usd, 0.01))) - 1)
  return String(Number((Math.ceil(usd / step) * step).toFixed(2)))
}
