import { afterEach, expect, test } from 'vitest'
import type { Method } from '../../contracts/method.ts'
import { optimised } from '../../methods/prompt/optimise/optimised.ts'
import { optimisedSpecSchema, type OptimisedSpec } from '../../methods/prompt/optimise/optimised-spec.ts'
import { methodOf } from '../../methods/registry.ts'
import { randomSource } from '../../stats/random-source.ts'
import { fitOne } from './fit-one.ts'
import { rightAnswer, searchRig, type SearchRig } from './search-rig.fixture.ts'

const budgetCalls = 150
const rigs: SearchRig[] = []
afterEach(() => {
  for (const rig of rigs.splice(0)) rig.close()
})

const reflection = {
  models: { language: ['fake:small'] },
  prompting: { budgetCalls, reflector: 'fake:big' },
  validation: 20,
}
const halving = { models: { language: ['local:fake'] }, prompting: { budgetCalls }, validation: 20 }

test.each([
  { name: 'reflection', file: reflection },
  { name: 'halving', file: halving },
])('$name: killed ten times and resumed, it finds the same and pays for nothing twice', async ({ file }) => {
  const whole = rigOf(file)
  const found = await search(whole)
  expect(whole.asked.length).toBeGreaterThan(40)
  expect(whole.asked.length).toBeLessThanOrEqual(budgetCalls)
  expect(new Set(whole.asked).size).toBe(whole.asked.length)
  const random = randomSource(11)
  const killed = rigOf(file)
  for (let time = 0; time < 10; time += 1) {
    killed.dieAfter(random.below(Math.floor(whole.asked.length / 10)))
    await expect(search(killed)).rejects.toThrow('Stopped.')
  }
  killed.dieAfter(Number.POSITIVE_INFINITY)
  const resumed = await search(killed)
  expect({ ...resumed, fitCost: found.fitCost }).toEqual(found)
  expect(killed.asked.toSorted()).toEqual(whole.asked.toSorted())
})

test.each([1, 7, 19, 20, 33, 61, 90, 128, 300])('never asks more than its budget: %i', async (calls) => {
  for (const file of [reflection, halving]) {
    const rig = rigOf({ ...file, prompting: { ...file.prompting, budgetCalls: calls } })
    const { spec } = await search(rig)
    expect(rig.asked.length).toBeLessThanOrEqual(calls)
    expect(optimisedSpecSchema.parse(spec).optimisation?.calls).toBe(rig.asked.length)
  }
})

test('reflection takes up what the reflector found out, and says what it tried', async () => {
  const rig = rigOf(reflection)
  const { optimisation, template } = optimisedSpecSchema.parse((await search(rig)).spec)
  expect(template).toContain('Crumbs mean cake.')
  expect(optimisation).toMatchObject({ by: 'reflection', reflector: 'fake:big', calls: rig.asked.length })
  expect(optimisation?.tried.find(({ name }) => name === optimisation.winner)?.merit).toBe(1)
  expect(optimisation?.optimism).toBeGreaterThanOrEqual(0)
  expect(optimisation?.tokens.input).toBeGreaterThan(0)
})

test('the reflector sees rows of train only', async () => {
  const rig = rigOf(reflection)
  await search(rig)
  const reflections = rig.prompts.filter((text) => text.includes('<instruction>'))
  expect(reflections.length).toBeGreaterThan(0)
  for (const text of reflections) expect(text).not.toContain('validation row')
})

test('a resolved spec is not searched again', async () => {
  const rig = rigOf(reflection)
  const found = await search(rig)
  const before = rig.asked.length
  expect((await search(rig, optimisedSpecSchema.parse(found.spec))).version).toBe(found.version)
  expect(rig.asked).toHaveLength(before)
})

/** Models that follow a rule only when their instruction states it; the reflector states one more each time. */
function rigOf(file: Parameters<typeof searchRig>[0]): SearchRig {
  const rig = searchRig(file, ([first, ...rest], text) => {
    if (first?.content.startsWith('You improve') === true)
      return `Here it is:\n<instruction>Name the thing. ${nextRules(text)}</instruction>`
    const right = rightAnswer(rest.at(-1)?.content ?? '')
    const rule = { tea: 'Steam means tea.', cake: 'Crumbs mean cake.' }[right]
    return rule === undefined || text.includes(rule) ? right : 'bread'
  })
  rigs.push(rig)
  return rig
}

function nextRules(text: string): string {
  return text.includes('Steam means tea.') ? 'Steam means tea. Crumbs mean cake.' : 'Steam means tea.'
}

async function search({ run, task, split }: SearchRig, given?: OptimisedSpec) {
  const spec = given ?? optimised.specs(task)[0]
  if (spec === undefined) throw new RangeError('no spec')
  const method: Method = methodOf(optimised.kind)
  const outcome = await fitOne(run(), { method, spec }, split)
  if ('candidate' in outcome) return outcome.candidate
  throw new RangeError('no candidate')
}
