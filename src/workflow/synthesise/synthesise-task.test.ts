import { afterEach, describe, expect, it } from 'vitest'
import { DataError, ProviderError, StoppedError } from '../../errors.ts'
import { synthesisRig, type Answer, type SynthesisRig } from './synthesise.fixture.ts'
import { synthesiseTask, type SynthesisRequest } from './synthesise-task.ts'

const request: SynthesisRequest = { model: 'fake:writer', count: 6, way: 'paraphrase' }
let rig: SynthesisRig
afterEach(() => rig.close())

/** The word that tells the label of what was shown. */
function tellingWord(content: string): string {
  return /crust|crumbs|steam/u.exec(content)?.[0] ?? ''
}

const good: Answer = ({ messages }, number) =>
  `Customer ${number * 101} would like to hear more on ${tellingWord(messages[1]?.content ?? '')}, kind ${number}.`

describe('what a model writes', () => {
  it('is kept when it is sound, marked, and tells its source row', async () => {
    rig = synthesisRig()
    const { rows, asked, leftOut, labels, labelCheck } = await synthesiseTask(
      rig.task,
      request,
      rig.options(good),
    )
    expect([rows.length, asked]).toEqual([6, 6])
    expect(Object.values(leftOut).every((count) => count === 0)).toBe(true)
    expect(Object.values(labels).reduce((sum, count) => sum + count, 0)).toBe(6)
    expect(labelCheck).toEqual({ threshold: 0.5, realRowsPassing: 1 })
    expect(rows[0]).toEqual({
      meta: {
        synthetic: true,
        source: expect.stringMatching(/^train-\d+$/u),
        how: 'paraphrase',
        model: 'fake:writer',
        prompt: 'synthesise-1',
        time: '1970-01-01T00:00:00.000Z',
      },
      id: expect.stringMatching(/^synthetic-[0-9a-f]{16}$/u),
      input: expect.stringContaining('would like to hear more'),
      output: expect.stringMatching(/^(bread|cake|tea)$/u),
    })
    const seeds = rig.asked.map(({ sampling }) => sampling?.seed)
    expect(new Set(seeds).size).toBe(6)
  })

  it('is shown train rows only', async () => {
    rig = synthesisRig()
    await synthesiseTask(rig.task, { ...request, count: 30 }, rig.options(good))
    const shown = rig.asked.flatMap(({ messages }) => messages.map(({ content }) => content)).join('\n')
    expect(shown).toContain('train ')
    expect(shown).not.toMatch(/sealed|validation/u)
  })

  it('is left out and counted by what is wrong with it', async () => {
    rig = synthesisRig()
    const bad = [
      '',
      'x'.repeat(900),
      'The text is about crumbs in a pan, in other words.',
      'train 4: what of the crumbs in pan 148?',
      'Validation 4: What of the CRUMBS in pan 148',
      'sealed 4: what of the crumbs in pan 148',
    ]
    const wrong: Answer = (asked, number) => {
      if (number < bad.length) return bad[number] ?? ''
      const word = tellingWord(asked.messages[1]?.content ?? '')
      if (number === 6)
        return `Somebody asks a thing about ${word === 'steam' ? 'crust' : 'steam'}, if I may.`
      return `The very same words about ${word}, again and again`
    }
    const { rows, asked, leftOut } = await synthesiseTask(rig.task, request, rig.options(wrong))
    expect(asked).toBe(24)
    expect(rows).toHaveLength(3)
    expect(leftOut).toEqual({
      context: 0,
      format: 1,
      length: 1,
      talk: 1,
      train: 1,
      validation: 1,
      test: 1,
      facts: 0,
      label: 1,
      repeat: 14,
    })
  })

  it('fills the label that has the fewest rows, or the one asked for', async () => {
    rig = synthesisRig()
    const rare = { ...request, way: 'rare-label' as const, count: 5 }
    // Of 40 rows bread has 14, cake and tea 13.
    const { labels } = await synthesiseTask(rig.task, rare, rig.options(good))
    expect(labels).toEqual({ cake: 2, tea: 2, bread: 1 })
    const asked = await synthesiseTask(rig.task, { ...rare, label: 'tea' }, rig.options(good))
    expect(asked.labels).toEqual({ tea: 5 })
    await expect(synthesiseTask(rig.task, { ...rare, label: 'te' }, rig.options(good))).rejects.toThrow(
      'No train row has the label te: there is nothing to write examples from.',
    )
  })
})

describe('a run that is stopped', () => {
  it('goes on to the same rows and pays for no answer twice', async () => {
    rig = synthesisRig()
    const some: Answer = (asked) =>
      (asked.sampling?.seed ?? 0) % 3 === 0
        ? ''
        : `Guest ${(asked.sampling?.seed ?? 0) * 977} wonders about ${tellingWord(asked.messages[1]?.content ?? '')}`
    const whole = await synthesiseTask(rig.task, request, rig.options(some))
    const questions = rig.asked.length
    rig.close()
    rig = synthesisRig()
    await expect(synthesiseTask(rig.task, request, rig.options(some, 4))).rejects.toThrow(StoppedError)
    const resumed = await synthesiseTask(rig.task, request, rig.options(some))
    expect(resumed).toEqual(whole)
    expect(rig.asked).toHaveLength(questions)
    await synthesiseTask(rig.task, request, rig.options(some))
    expect(rig.asked).toHaveLength(questions)
  })

  it('by no row that is too long for the model: the next is asked', async () => {
    rig = synthesisRig()
    const long: Answer = (asked, number) =>
      number === 1 ? new DataError('This chat needs 9000 tokens.') : good(asked, number)
    const { rows, leftOut } = await synthesiseTask(rig.task, request, rig.options(long))
    expect([rows.length, leftOut.context]).toEqual([6, 1])
  })

  it('by its provider keeps what there is and says why', async () => {
    rig = synthesisRig()
    const failing: Answer = (asked, number) =>
      number < 3 ? good(asked, number) : new ProviderError('no more today', { isTransient: false })
    const { rows, stopped } = await synthesiseTask(rig.task, request, rig.options(failing))
    expect([rows.length, stopped]).toEqual([3, 'no more today'])
  })
})

describe('answers that change with the input', () => {
  const rows = Array.from({ length: 12 }, (_, at) => ({
    id: `n${at}`,
    input: `Please note that guest number ${at * 31} of Oak Street wants a table on the terrace.`,
    output: { guest: `guest number ${at * 31}` },
  }))

  it('are written too, and must follow from the new input', async () => {
    rig = synthesisRig({ kind: 'extraction', rows })
    const written = [
      '{"input": "We hear that visitor number 77 of Elm Road wants a bench in the garden.", "output": {"guest": "visitor number 77"}}',
      '{"input": "We hear that visitor number 12 of Fir Alley wants the window seat.", "output": {"guest": "somebody else"}}',
      'Sorry, I cannot write that.',
      '{"input": "cut off here, "out',
    ]
    const answer: Answer = (_, number) => written[number] ?? ''
    const { rows: kept, leftOut } = await synthesiseTask(
      rig.task,
      { ...request, count: 1, way: 'entities' },
      rig.options(answer),
    )
    expect(kept).toMatchObject([{ output: { guest: 'visitor number 77' } }])
    expect(rig.asked[0]?.schema).toMatchObject({ required: ['input', 'output'] })
    const more = await synthesiseTask(
      rig.task,
      { ...request, count: 2, way: 'entities' },
      rig.options((_, number) => written[number] ?? ''),
    )
    expect(more.leftOut.format).toBe(7)
    expect(leftOut.format).toBe(0)
  })

  it('of texts may not state what the input does not', async () => {
    const texts = rows.map(({ id, input }, at) => ({
      id,
      input,
      output: `A table for number ${at * 31}, gladly.`,
    }))
    rig = synthesisRig({ kind: 'generation', rows: texts })
    const answer: Answer = (_, number) =>
      JSON.stringify({
        input: `Please book for visitor ${number + 500} of Elm Road, the big room at the back, lot ${number * 7919}`,
        output: `A room for number ${number === 0 ? 9999 : number + 500}, gladly.`,
      })
    const { rows: kept, leftOut } = await synthesiseTask(
      rig.task,
      { ...request, count: 2, way: 'entities' },
      rig.options(answer),
    )
    expect([kept.length, leftOut.facts]).toEqual([2, 1])
  })
})
