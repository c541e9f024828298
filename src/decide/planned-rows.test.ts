import { expect, test } from 'vitest'
import { arm, rules } from './decide.fixture.ts'
import { plannedRows } from './planned-rows.ts'

const made = (name: string, right: readonly boolean[]) => arm({ name, family: 'tune', right })
const share = (right: number, n: number) => Array.from({ length: n }, (_, index) => index < right)

test('rows are planned from validation as §6 counts them: 1,365 alone for 92 % against 90 %', () => {
  expect(plannedRows([made('a', share(184, 200))], undefined, rules)).toEqual([{ name: 'a', rows: 1365 }])
})

test('the margin needs what discordance on rows that both answered says; the larger of the two clauses is planned', () => {
  // The reference answered 200, the other its first 100: 5 rows only one has right each way, ψ = .1, two claims.
  const reference = made('r', [...share(95, 100), ...share(100, 100)])
  const other = made('a', [...share(0, 5).map(() => false), ...share(95, 95)])
  const [first, second] = plannedRows([other, reference], reference, { ...rules, target: 0.5 })
  // (1.96 + .8416)² · .1 / .03² = 872.1
  expect(first).toEqual({ name: 'a', rows: 873 })
  expect(second?.rows).toBeLessThan(100)
})

test('what validation says cannot be shown plans nothing, nor do recorded arms without validation rows', () => {
  expect(plannedRows([made('a', share(170, 200))], undefined, rules)).toEqual([{ name: 'a', rows: null }])
  expect(plannedRows([made('a', [])], undefined, rules)).toEqual([])
})
