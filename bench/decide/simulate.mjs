// How often each verdict is given on made-up tasks whose truth is known (docs/decide.md):
//   node bench/decide/simulate.mjs [tasks a scenario] [first seed]
// Every task goes the whole way: validation rows choose the best of each family and the reference, the test size is planned
// from them, the finalists answer the same test rows, and `decide` says what it says. "Wrong" is a "use X" whose truth misses
// the target, or is worse than the best finalist by more than the margin.
import { taskFileSchema } from '../../dist/contracts/task.js'
import { decide } from '../../dist/decide/decide.js'
import { plannedRows } from '../../dist/decide/planned-rows.js'
import { randomSource } from '../../dist/stats/random-source.js'

/** Labour at 0: the scenarios say what an answer costs, and nothing else decides. */
const madeUp = taskFileSchema.parse({
  name: 'made-up',
  kind: 'classification',
  data: { train: 'train.jsonl', test: 'test.jsonl' },
  success: { quality: { metric: 'accuracy', atLeast: 0.85 } },
  costs: { labourUsdPerHour: 0 },
})
const [tasks, firstSeed] = [Number(process.argv[2] ?? 1000), Number(process.argv[3] ?? 1)]
const [target, margin, testRows, block] = [0.85, 0.03, 1200, 150]
/** Share of rows on which two arms are right or wrong together beyond chance. */
const shared = 0.6
const prompts = (...rates) =>
  rates.map((rate, at) => ({
    name: `prompt-${at}`,
    family: 'prompt',
    kind: 'prompt/retrieved',
    rate,
    usd: 0.004,
    validation: 60,
  }))
const tuned = (rate, usd = 0.0146) => ({
  name: 'head',
  family: 'tune',
  kind: 'tune/head',
  rate,
  usd,
  validation: 150,
})
const baseline = (rate) => ({
  name: 'ngram',
  family: 'baseline',
  kind: 'baseline/ngram-linear',
  rate,
  usd: 0.0146,
  validation: 150,
})
const scenarios = {
  'prompt better': { arms: [...prompts(0.94, 0.92, 0.9), tuned(0.87), baseline(0.8)] },
  'tuned better': { arms: [...prompts(0.87, 0.86, 0.84), tuned(0.94), baseline(0.8)] },
  'equal, tuned cheaper': { arms: [...prompts(0.92, 0.91, 0.9), tuned(0.92, 0.0005), baseline(0.8)] },
  'none good enough': { arms: [...prompts(0.78, 0.77, 0.7), tuned(0.8), baseline(0.7)] },
  'too few rows': { arms: [...prompts(0.92, 0.91, 0.9), tuned(0.92), baseline(0.8)], rows: 30 },
  'all exactly at the target': {
    arms: [...prompts(0.85, 0.85, 0.85), tuned(0.85), baseline(0.85)],
    rows: 300,
  },
  'cheap one exactly at the margin': {
    arms: [...prompts(0.97, 0.96, 0.95), tuned(0.94, 0.0005), baseline(0.8)],
    rows: 300,
  },
}

console.log(`${tasks} tasks a scenario, target ${target}, margin ${margin}, up to ${testRows} test rows`)
for (const [name, scenario] of Object.entries(scenarios)) {
  const counts = new Map()
  let [wrong, rows] = [0, 0]
  for (let task = 0; task < tasks; task += 1) {
    const { verdict, n, arms } = oneTask(scenario, firstSeed + task)
    counts.set(verdict.choice, (counts.get(verdict.choice) ?? 0) + 1)
    rows += n
    const chosen = arms.find((arm) => arm.name === verdict.candidate)
    const best = Math.max(...arms.map((arm) => arm.rate))
    if (chosen !== undefined && (chosen.rate < target || chosen.rate < best - margin - 1e-9)) wrong += 1
    else if (chosen !== undefined && isBoundary(name, chosen, best)) wrong += 1
  }
  const shares = [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .map(([choice, count]) => `${choice} ${((100 * count) / tasks).toFixed(1)} %`)
  console.log(
    `${name}: ${shares.join(', ')}; wrong ${((100 * wrong) / tasks).toFixed(1)} %; ${Math.round(rows / tasks)} test rows`,
  )
}

/** At a boundary the null is true: every claim of it is an error. */
function isBoundary(name, chosen, best) {
  if (name === 'all exactly at the target') return true
  return name === 'cheap one exactly at the margin' && Math.abs(chosen.rate - (best - margin)) < 1e-9
}

function oneTask({ arms, rows = testRows }, seed) {
  const random = randomSource(seed)
  const validation = draw(arms, 150, random)
  const scored = arms.map((arm, at) => ({ ...arm, rows: validation[at].slice(0, arm.validation) }))
  const finalists = ['baseline', 'prompt', 'tune'].map(
    (family) => scored.filter((arm) => arm.family === family).toSorted((a, b) => meanOf(b) - meanOf(a))[0],
  )
  const reference = finalists.toSorted((a, b) => meanOf(b) - meanOf(a))[0]
  const rules = { metric: 'accuracy', target, margin, alpha: 0.05, seed: 1 }
  const needs = plannedRows(finalists, reference, rules).flatMap((arm) => arm.rows ?? [])
  const start = Math.min(300, rows)
  const n = Math.min(rows, start + block * Math.ceil(Math.max(0, Math.max(0, ...needs) - start) / block))
  const test = draw(finalists, n, random)
  const { verdict } = decide({
    task: madeUp,
    arms: finalists.map((arm, at) => ({
      ...arm,
      version: arm.name,
      rows: test[at],
      latenciesMs: [],
      hard: [],
      cost: {
        perQuery: { value: arm.usd, low: arm.usd * 0.95, high: arm.usd * 1.05 },
        upFrontUsd: 0,
        fitSeconds: 1,
      },
    })),
    reference: reference.name,
    rules,
    n,
    models: { hostedTookPart: true },
  })
  return { verdict, n, arms: finalists }
}

/** Right or wrong of each arm on n rows: a common draw decides a share of the rows for all, its own draw the others. */
function draw(arms, n, random) {
  const made = arms.map(() => [])
  for (let row = 0; row < n; row += 1) {
    const common = random.next()
    for (const [at, arm] of arms.entries()) {
      const luck = random.next() < shared ? common : random.next()
      made[at].push({
        id: `${row}`,
        expected: 'x',
        output: luck < arm.rate ? 'x' : 'y',
        counts: [luck < arm.rate ? 1 : 0],
      })
    }
  }
  return made
}

function meanOf({ rows }) {
  return rows.reduce((sum, { counts }) => sum + counts[0], 0) / rows.length
}
