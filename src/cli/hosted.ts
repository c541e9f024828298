import { InvalidArgumentError } from 'commander'
import type { Task } from '../contracts/task.ts'
import { ProviderError } from '../errors.ts'
import type { HostedOptions } from '../models/http/hosted-models.ts'
import { isHostedName } from '../models/http/hosted-name.ts'
import { keyFor, type KeyLookup } from '../models/http/key-for.ts'
import { resolveModel } from '../models/http/resolve-model.ts'
import { SpendMeter } from '../prices/spend-meter.ts'

/**
 * How hosted models are asked: the task's providers and prices, keys from the environment, and one limit of money.
 *
 * @param maxSpendUsd of `--max-spend`; otherwise the task file's.
 */
export function hostedOptions(
  task: Task,
  maxSpendUsd?: number,
): HostedOptions & { meter: SpendMeter; keyOf: KeyLookup } {
  return {
    providers: task.providers,
    prices: task.prices,
    keyOf: (name) => process.env[name],
    concurrency: task.evaluation.concurrency,
    meter: new SpendMeter({ limitUsd: maxSpendUsd ?? task.evaluation.maxSpendUsd }),
  }
}

/** The hosted models of a task that can be asked, and why the others cannot: their key is not set. */
export function askableModels(
  task: Pick<Task, 'models' | 'providers'>,
  keyOf: KeyLookup,
): { names: string[]; missing: string[] } {
  const names: string[] = []
  const missing: string[] = []
  for (const name of task.models.language.filter(isHostedName)) {
    try {
      keyFor(resolveModel(name, task.providers), keyOf)
      names.push(name)
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error
      missing.push(error.message)
    }
  }
  return { names, missing }
}

/** @throws InvalidArgumentError unless it is an amount of money. */
export function parseUsd(value: string): number {
  const usd = Number(value)
  if (value.trim() !== '' && Number.isFinite(usd) && usd >= 0) return usd
  throw new InvalidArgumentError('It must be an amount in USD, for example 2.50.')
}
