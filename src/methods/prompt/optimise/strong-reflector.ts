import type { Task } from '../../../contracts/task.ts'
import { isHostedName } from '../../../models/http/hosted-name.ts'
import { priceOf } from '../../../prices/price-of.ts'

/**
 * The model that reads wrong answers and writes instructions: the task file's own, else the dearest hosted model among
 * `models.language` (dearer models are stronger as a rule; the first named where no price is known). None where only models
 * of this machine are configured: they are too weak to reflect unless the reader says otherwise.
 */
export function strongReflector({ prompting, models, prices }: Task): string | undefined {
  if (prompting.reflector !== undefined) return prompting.reflector
  const priced = models.language
    .filter(isHostedName)
    .map((name) => ({ name, usd: priceOf(name, prices)?.outputPerMillionUsd ?? 0 }))
  return priced.toSorted((one, other) => other.usd - one.usd)[0]?.name
}
