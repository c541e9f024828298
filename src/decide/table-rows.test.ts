import { expect, test } from 'vitest'
import { arm } from './decide.fixture.ts'
import { simplicityOf } from './simplicity.ts'
import { applyTable, type PricedStanding, type TableRow } from './verdict-table.ts'

/** Every way four families can stand, at every order of their costs: the whole table of decision.md §5. */
type State = PricedStanding['state']
const states: readonly (State | undefined)[] = [undefined, 'eligible', 'open', 'out']
const families = ['baseline', 'prompt', 'tune', 'hybrid'] as const
const kinds = {
  baseline: 'baseline/ngram-linear',
  prompt: 'prompt/retrieved',
  tune: 'tune/lora',
  hybrid: 'hybrid/cascade',
}
/** Total cost of each family in USD: all alike, rising, falling, one price unknown. */
const costs: readonly (readonly (number | undefined)[])[] = [
  [100, 100, 100, 100],
  [100, 200, 300, 400],
  [400, 300, 200, 100],
  [400, 100, 200, 300],
  [undefined, 200, 100, 300],
]

function standing(
  family: (typeof families)[number],
  state: State,
  facts: { cost: number | undefined; claimP?: number; merit?: number },
): PricedStanding {
  const { cost, claimP = 0.5, merit = 0.9 } = facts
  return {
    arm: arm({ name: family, family, kind: kinds[family], right: [] }),
    isReference: false,
    quality: { pValue: claimP, value: merit, merit, cautiousBound: 0.8, hopefulBound: 1, fails: false },
    claimP,
    adjustedP: claimP,
    state,
    clauses: state === 'eligible' ? [] : ['quality'],
    totals: cost === undefined ? undefined : Float64Array.from({ length: 10 }, () => cost),
  }
}

const price = ({ totals }: PricedStanding) => totals?.[0] ?? Number.POSITIVE_INFINITY
const simplest = (arms: readonly PricedStanding[]) =>
  arms.toSorted((a, b) => simplicityOf(a.arm) - simplicityOf(b.arm))[0]
const cheapest = (arms: readonly PricedStanding[]) => {
  const least = Math.min(...arms.map(price))
  return simplest(arms.filter((one) => price(one) === least))
}

/** The table as decision.md words it, condition by condition; costs are certain and every p is one and the same here. */
function wordedTable(all: readonly PricedStanding[], enoughRows: boolean): Partial<TableRow> {
  const of = (state: State) => all.filter((one) => one.state === state)
  const [eligible, open] = [of('eligible'), of('open')]
  const missing = (['prompt', 'tune'] as const).filter(
    (family) => !all.some((one) => one.arm.family === family),
  )
  const leader = (among: readonly PricedStanding[]) => cheapest(among.length > 0 ? among : all)
  const unsure = { choice: 'not-enough-evidence' as const }
  if (all.length === 0 || !enoughRows) return named('1', unsure, leader([...eligible, ...open]))
  if (missing.length > 0 && eligible.length === 0) return named('2', { ...unsure, missing }, leader(open))
  if (of('out').length === all.length) return named('3', { choice: 'none' }, leader([]))
  if (eligible.length > 0 && missing.includes('prompt'))
    return named('4', { ...unsure, missing: ['prompt'] }, leader(eligible))
  if (eligible.length === 0) return named('6', unsure, leader(open))
  const chosen = cheapest(eligible)
  const choice: Pick<TableRow, 'choice'> = { choice: chosen?.arm.family ?? 'none' }
  const runnerUp = cheapest(open.filter((one) => chosen !== undefined && price(one) < price(chosen)))
  return runnerUp === undefined ? named('5', choice, chosen) : { ...named('5b', choice, chosen), runnerUp }
}

function named(row: TableRow['row'], more: Partial<TableRow>, one: PricedStanding | undefined) {
  return { row, ...more, ...(one === undefined ? {} : { arm: one }) }
}

test('all 2,560 situations give the row, the arm and the runner-up that decision.md words', () => {
  let seen = 0
  for (const stands of combinations(families.length))
    for (const cost of costs)
      for (const n of [13, 14]) {
        const all = standingsOf(stands, cost)
        expect(applyTable(all, { n, fewestRows: 14 })).toEqual(wordedTable(all, n === 14))
        seen += 1
      }
  expect(seen).toBe(2560)
})

function combinations(length: number): (State | undefined)[][] {
  if (length === 0) return [[]]
  return states.flatMap((state) => combinations(length - 1).map((rest) => [state, ...rest]))
}

function standingsOf(stands: readonly (State | undefined)[], cost: readonly (number | undefined)[]) {
  return families.flatMap((family, at) => {
    const state = stands[at]
    return state === undefined ? [] : [standing(family, state, { cost: cost[at] })]
  })
}

test('at one cost and one simplicity the better one is chosen; at one quality too, the first', () => {
  const tied = (name: string, merit: number) => {
    const one = standing('tune', 'eligible', { cost: 100, merit })
    return { ...one, arm: { ...one.arm, name } }
  }
  const prompt = standing('prompt', 'out', { cost: 1 })
  const chosen = (...arms: PricedStanding[]) =>
    applyTable([prompt, ...arms], { n: 300, fewestRows: 14 }).arm?.arm.name
  expect(chosen(tied('a', 0.9), tied('b', 0.92))).toBe('b')
  expect(chosen(tied('a', 0.92), tied('b', 0.92))).toBe('a')
})

test('the leader has the smallest p, then the lower cost, then the simpler method', () => {
  const open = (family: (typeof families)[number], cost: number, claimP: number) =>
    standing(family, 'open', { cost, claimP })
  const leader = (...arms: PricedStanding[]) => applyTable(arms, { n: 300, fewestRows: 14 }).arm?.arm.family
  expect(leader(open('prompt', 1, 0.3), open('tune', 2, 0.2))).toBe('tune')
  expect(leader(open('prompt', 2, 0.2), open('tune', 1, 0.2))).toBe('tune')
  expect(leader(open('tune', 1, 0.2), open('prompt', 1, 0.2))).toBe('prompt')
  // One that is out never leads while another is open, however small its p.
  expect(leader(standing('prompt', 'out', { cost: 1, claimP: 0 }), open('tune', 2, 0.9))).toBe('tune')
})

test('where no test tells arms apart the better score leads, not the lower cost', () => {
  const hopeless = (family: (typeof families)[number], cost: number, merit: number) =>
    standing(family, 'open', { cost, claimP: 1, merit })
  const leader = (...arms: PricedStanding[]) => applyTable(arms, { n: 60, fewestRows: 14 }).arm?.arm.family
  const arms = [hopeless('prompt', 50, 0.02), hopeless('baseline', 1, 0), hopeless('tune', 100, 0.5)]
  expect(leader(...arms)).toBe('tune')
  expect(leader(hopeless('prompt', 2, 0.5), hopeless('tune', 1, 0.5))).toBe('tune')
})

test('simplicity is the order of decision.md, and a recorded hybrid comes last', () => {
  const order = [
    'prompt/zero-shot',
    'prompt/instructed',
    'prompt/few-shot',
    'tune/head',
    'prompt/retrieved',
    'prompt/optimised',
    'tune/encoder',
    'tune/lora',
    'tune/hosted',
  ].map((kind) => simplicityOf({ kind, family: kind.startsWith('tune') ? 'tune' : 'prompt' }))
  expect(order).toEqual(order.toSorted((a, b) => a - b))
  expect(new Set(order).size).toBe(order.length)
  expect(simplicityOf({ kind: 'recorded', family: 'hybrid' })).toBeGreaterThan(Math.max(...order))
})
