import type { WhenLine } from '../../contracts/advice.ts'
import type { Report } from '../../contracts/report.ts'
import { metricSchema } from '../../contracts/task.ts'
import { scorerOf } from '../../scorers/scorer-of.ts'

/** What each line of "when to use which" is about. */
export const whenNames: Record<WhenLine['about'], string> = {
  volume: 'volume',
  rows: 'labelled rows',
  latency: 'latency',
  consistency: 'consistency',
  change: 'a task that changes',
  budget: 'budget',
}

/** For whom next steps are. */
export const teamNames: Record<Report['task']['team'], string> = {
  small: 'a small business',
  medium: 'a mid-size one',
  technical: 'a technical team',
}

/** The teams, the one asked for first. */
export function teamsOf({ task }: Report): Report['task']['team'][] {
  const teams = ['small', 'medium', 'technical'] as const
  return [task.team, ...teams.filter((team) => team !== task.team)]
}

/** The nearest change that flips the verdict, in one line; empty where none was found. */
export function flipLine({ advice }: Report): string {
  const [first, ...more] = advice?.flips ?? []
  if (first === undefined) return ''
  const others = more.length === 0 ? '' : ` (${more.length} more in the report)`
  return `What would change it: ${first.text.slice(0, 1).toLowerCase()}${first.text.slice(1)}${others}`
}

/** Said where nothing that was tried flips the verdict. Rows and points are tried of rates only. */
export function nothingFlips({ task }: Report): string {
  const metric = metricSchema.safeParse(task.metric)
  const isRate = metric.success && scorerOf(metric.data).isRate
  const answers = isRate ? ', 200 more test rows that go like these, or 2 points of quality' : ''
  return `Nothing that was tried changes the verdict: a 64th to 64 times the volume or the prices${answers}.`
}
