import { logChoose } from './hypergeometric.ts'

/** One of several ordered groups: how many rows it has and how many of them are wrong. */
export interface TrendGroup {
  rows: number
  wrong: number
}

/**
 * Exact test of a trend in rates over ordered groups scored 0, 1, 2 …: the Cochran–Armitage statistic Σ score × wrong under
 * all ways to spread the wrong rows over the groups. Two-sided: twice the smaller tail.
 *
 * @returns p in (0, 1], and the direction: 1 when rates rise with the groups, −1 when they fall.
 * @see Agresti 2013, Categorical Data Analysis 3rd ed., §3.5
 */
export function exactTrendTest(groups: readonly TrendGroup[]): { pValue: number; direction: 1 | -1 } {
  const wrong = sum(groups.map((group) => group.wrong))
  const rows = sum(groups.map((group) => group.rows))
  const observed = sum(groups.map((group, score) => score * group.wrong))
  const scale = logChoose(rows, wrong)
  let [below, above] = [0, 0]
  for (const [statistic, logWays] of waysByStatistic(groups, wrong)) {
    const probability = Math.exp(logWays - scale)
    if (statistic <= observed) below += probability
    if (statistic >= observed) above += probability
  }
  return { pValue: Math.min(1, 2 * Math.min(below, above)), direction: above <= below ? 1 : -1 }
}

/** ln of the number of ways to reach each value of the statistic with so many wrong rows. */
function waysByStatistic(groups: readonly TrendGroup[], wrong: number): Map<number, number> {
  let states = new Map<string, { left: number; statistic: number; logWays: number }>([
    ['', { left: wrong, statistic: 0, logWays: 0 }],
  ])
  for (const [score, { rows }] of groups.entries()) {
    const next: typeof states = new Map()
    for (const state of states.values()) {
      for (let count = 0; count <= Math.min(rows, state.left); count += 1) {
        const left = state.left - count
        const statistic = state.statistic + score * count
        const logWays = state.logWays + logChoose(rows, count)
        const key = `${left} ${statistic}`
        const known = next.get(key)
        next.set(key, { left, statistic, logWays: known ? logSum(known.logWays, logWays) : logWays })
      }
    }
    states = next
  }
  return new Map(
    [...states.values()].flatMap(({ left, statistic, logWays }) =>
      left === 0 ? [[statistic, logWays]] : [],
    ),
  )
}

function logSum(one: number, other: number): number {
  const larger = Math.max(one, other)
  return larger + Math.log(Math.exp(one - larger) + Math.exp(other - larger))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
