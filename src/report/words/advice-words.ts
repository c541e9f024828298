import type { WhenLine } from '../../contracts/advice.ts'
import type { Report } from '../../contracts/report.ts'

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

/** Said where nothing that was tried flips the verdict. */
export const nothingFlips =
  'Nothing that was tried changes the verdict: a 64th to 64 times the volume and the prices, 200 more labels, 2 points of quality.'
