import type { Retirement } from '../contracts/report.ts'
import type { TaskFile } from '../contracts/task.ts'
import { retirements } from './retirements.data.ts'

/**
 * When a hosted model ends: the day in the task file, else the one its vendor's documentation gave.
 *
 * @param modelName as in the task file: `openai:gpt-5-mini`.
 * @returns `undefined` where no day is known: that is no promise that it stays.
 */
export function retirementOf(modelName: string, prices: TaskFile['prices'] = {}): Retirement | undefined {
  const own = prices[modelName]
  if (own?.retires !== undefined)
    return {
      date: own.retires,
      source: 'task file',
      ...(own.asOf === undefined ? {} : { asOf: own.asOf }),
    }
  const row = retirements.find(({ models }) => models.some((model) => isNamed(modelName, model)))
  if (row === undefined) return undefined
  const { retires, url, asOf, isEarliest } = row
  return { date: retires, source: url, asOf, ...(isEarliest === undefined ? {} : { isEarliest }) }
}

function isNamed(name: string, match: string): boolean {
  return match.endsWith('*') ? name.startsWith(match.slice(0, -1)) : name === match
}
