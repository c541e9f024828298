import { afterEach, expect, test } from 'vitest'
import type { Candidate } from '../../contracts/candidate.ts'
import type { ChatMessage } from '../../contracts/model.ts'
import { scoreAnswers } from '../../evaluate/score-answers.ts'
import { methodOf } from '../../methods/registry.ts'
import { askRows } from './ask-rows.ts'
import { fitOne } from './fit-one.ts'
import type { RunContext } from './run-context.ts'
import { rightAnswer, searchRig, type SearchRig } from './search-rig.fixture.ts'
import { simplifyPrompt } from './simplify-prompt.ts'
import type { ValidatedCandidate } from './validate-candidates.ts'

const rigs: SearchRig[] = []
afterEach(() => {
  for (const rig of rigs.splice(0)) rig.close()
})

const always = (messages: ChatMessage[]) => rightAnswer(messages.at(-1)?.content ?? '')
const withExamples = (least: number) => (messages: ChatMessage[]) =>
  messages.length > 2 * least ? always(messages) : 'bread'

test('half of the demonstrations, where they are not missed, goes on with what it saves', async () => {
  const { run, few, simplify } = await kitchen(always)
  const [simplest] = await simplify([few])
  expect(simplest?.candidate.name).toBe('few-shot, simpler')
  expect(simplest?.simplified).toMatchObject({
    from: 'few-shot',
    dropped: ['half of the demonstrations'],
    test: 'paired score test of Tango, one-sided',
    alpha: 0.2,
    margin: 0.05,
    rows: 60,
  })
  expect(simplest?.simplified?.tokensSaved).toBeGreaterThan(50)
  expect(simplest?.candidate.spec).toMatchObject({ demonstrations: 2 })
  expect(run.store.candidates.byVersion(simplest?.candidate.version ?? '')?.name).toBe('few-shot, simpler')
})

test('a prompt that needs its parts goes on as it is', async () => {
  const { few, simplify } = await kitchen((messages) =>
    messages[0]?.content.includes('- cake') === true ? withExamples(3)(messages) : 'bread',
  )
  expect(await simplify([few])).toEqual([few])
})

test('a simpler prompt that answered the same rows anyway takes its place without a question', async () => {
  const { rig, few, zero, simplify } = await kitchen(always, { budgetMinutes: 0 })
  const before = rig.asked.length
  const [simplest] = await simplify([few], [few, zero])
  expect(simplest?.candidate.version).toBe(zero.candidate.version)
  expect(simplest?.simplified?.dropped).toEqual(['what few-shot has beyond zero-shot'])
  expect(rig.asked).toHaveLength(before)
})

test('nothing is asked below the target, or beyond the budget, and the latter is said', async () => {
  const poor = await kitchen(() => 'bread')
  const before = poor.rig.asked.length
  expect(await poor.simplify([poor.few])).toEqual([poor.few])
  expect(poor.rig.asked).toHaveLength(before)

  const short = await kitchen(always, { budgetMinutes: 0.01 })
  const answered = short.rig.asked.length
  expect(await short.simplify([short.few])).toEqual([short.few])
  expect(short.rig.asked).toHaveLength(answered)
  expect(short.rig.notices[0]).toContain('few-shot is not tried in simpler forms: its 60 questions take')
})

async function kitchen(answer: (messages: ChatMessage[]) => string, prompting: object = {}) {
  const rig = searchRig({ models: { language: ['fake:small'] }, prompting, validation: 60 }, answer)
  rigs.push(rig)
  const run = rig.run()
  const few = await validated(run, rig, 'prompt/few-shot')
  const zero = await validated(run, rig, 'prompt/zero-shot')
  const simplify = (finalists: ValidatedCandidate[], candidates = finalists) =>
    simplifyPrompt(run, finalists, { candidates, split: rig.split })
  return { rig, run, few, zero, simplify }
}

async function validated(run: RunContext, rig: SearchRig, kind: string): Promise<ValidatedCandidate> {
  const method = methodOf(kind)
  const [spec = null] = method.specs(rig.task)
  const outcome = await fitOne(run, { method, spec }, rig.split)
  if (!('candidate' in outcome)) throw new RangeError('no candidate')
  const candidate: Candidate = outcome.candidate
  const { answered } = await askRows(run, candidate, { rows: rig.split.validation })
  const validation = scoreAnswers(answered, { metric: 'accuracy', seed: 1 })
  return { method, candidate, answered, failed: 0, ...(validation && { validation }) }
}
