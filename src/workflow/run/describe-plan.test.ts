import { expect, test } from 'vitest'
import { describePlan } from './describe-plan.ts'

test('a plan is told where validation asked for more than the usual rows, with what kept them below', () => {
  const plan = { start: 300, planned: 1365, rows: 1500 }
  expect(describePlan(plan)[0]?.text).toBe('By validation the claims need 1,365 test rows; 1,500 were asked.')
  expect(describePlan({ ...plan, rows: 900, cappedBy: 'time' })[0]?.text).toBe(
    'By validation the claims need 1,365 test rows; 900 were asked: evaluation.budgetMinutes allows no more.',
  )
  expect(describePlan({ ...plan, rows: 300, cappedBy: 'rows' })[0]?.text).toContain('there are no more')
  expect(describePlan({ start: 300, planned: 120, rows: 300 })).toEqual([])
  expect(describePlan({ start: 300, planned: null, rows: 300 })).toEqual([])
  expect(describePlan(undefined)).toEqual([])
})
