import { describe, expect, test } from 'vitest'
import { arm, rules, task } from '../decide.fixture.ts'
import { decide } from '../decide.ts'
import { findFlips } from '../advice/find-flips.ts'
import { plannedRows } from '../planned-rows.ts'
import { judgeHardCriteria } from './hard-criteria.ts'
import { judgeValidity } from './validity.ts'

const right = (count: number, n = 300) => Array.from({ length: n }, (_, row) => row < count)
const target = 0.98

describe('the share of answers in the asked form', () => {
  test.each([
    // .05^(1/149) = .98009, .05^(1/148) = .97996: 149 rows show 98 % when all are usable, 148 do not.
    { usable: 149, rows: 149, result: 'meets' },
    { usable: 148, rows: 148, result: 'cannot-say' },
    // P(Bin(300, .02) ≤ 1) = .0166 and P(≤ 2) = .0601 (the lower bound reaches 98 % at 1 unusable row, not at 2).
    { usable: 299, rows: 300, result: 'meets' },
    { usable: 298, rows: 300, result: 'cannot-say' },
    // P(Bin(300, .02) ≥ 10) = .082 and P(≥ 11) = .041.
    { usable: 290, rows: 300, result: 'cannot-say' },
    { usable: 289, rows: 300, result: 'fails' },
  ])('$usable of $rows: $result', ({ usable, rows, result }) => {
    const judged = judgeValidity(target, { usable, rows })
    expect(judged).toMatchObject({ criterion: 'validity', target, value: usable / rows, result })
    expect(judged.bound).toBeLessThan(usable / rows)
  })

  test('where no form is known it cannot be said', () => {
    const unknown = { value: null, bound: null, result: 'cannot-say' }
    expect(judgeValidity(target, undefined)).toMatchObject(unknown)
    expect(judgeValidity(target, { usable: 0, rows: 0 })).toMatchObject(unknown)
  })

  test('is a hard criterion only where the task asks for it', () => {
    const facts = {
      latenciesMs: [],
      cost: { fitSeconds: 0, upFrontUsd: 0 },
      upFrontUsd: 0,
      form: { usable: 10, rows: 10 },
    }
    const named = (success: typeof task.success) =>
      judgeHardCriteria(facts, success).map(({ criterion }) => criterion)
    expect(named(task.success)).not.toContain('validity')
    expect(named({ ...task.success, validity: { atLeast: target } })).toContain('validity')
  })
})

const strong = { hostedTookPart: true, strongest: 'openai:gpt-5-mini' }
const head = arm({ name: 'head', family: 'tune', right: right(240), form: { unusable: 0, target } })
const promptOf = (unusable: number, count = 288) =>
  arm({
    name: 'retrieved',
    family: 'prompt',
    kind: 'prompt/retrieved',
    right: right(count),
    form: { unusable, target },
  })

function decidedOn(prompt: ReturnType<typeof promptOf>) {
  const input = { task, arms: [head, prompt], reference: 'retrieved', rules, n: 300, models: strong }
  const decision = decide(input)
  return { ...decision, flips: findFlips({ input, standings: decision.standings }) }
}

describe('a verdict on candidates whose answers are to have a form', () => {
  test('one that meets it is chosen as without', () => {
    expect(decidedOn(promptOf(1)).verdict).toMatchObject({ choice: 'prompt', candidate: 'retrieved' })
  })

  test('one that fails it is out, with the figures, what mends it and what would flip the verdict', () => {
    const { verdict, flips } = decidedOn(promptOf(12))
    expect(verdict.choice).toBe('none')
    const [line] = verdict.because.filter(({ text }) => text.startsWith('retrieved:'))
    // Clopper–Pearson: the upper end at 288 of 300 is 97.7 %.
    expect(line?.text).toContain(
      '288 of 300 answers had the asked form (96.0 %; at most 97.7 %, 95 % bound), at least 98 % asked',
    )
    expect(line?.figures).toContainEqual({ candidate: 'retrieved', figure: 'meets', criterion: 'validity' })
    expect(verdict.next.join('\n')).toContain("get more of retrieved's answers into the asked form")
    // From 12 unusable answers to 10 it is not shown to fail any more; "not enough evidence" is another verdict.
    expect(flips).toContainEqual(
      expect.objectContaining({
        change: 'validity',
        candidate: 'retrieved',
        from: 288 / 300,
        to: 290 / 300,
        text: "If 2 more of retrieved's 300 answers had the asked form: not enough evidence to choose.",
      }),
    )
  })

  test('one that the rows do not show either way is open, with the rows that would show it', () => {
    const { verdict, standings, flips } = decidedOn(promptOf(2))
    expect(standings.find(({ arm: { name } }) => name === 'retrieved')).toMatchObject({
      state: 'open',
      clauses: ['validity'],
    })
    expect(verdict).toMatchObject({
      choice: 'not-enough-evidence',
      leading: { candidate: 'retrieved' },
      labelMore: { forClaim: 'validity' },
    })
    // 298/300 against .98 at 5 % and power .8, normal approximation: (1.645 √(.98 · .02) + .8416 √(.9933 · .0067))² / .0133² = 506.
    expect(Math.abs((verdict.labelMore?.total ?? 0) / 506 - 1)).toBeLessThan(0.15)
    expect(flips.find(({ change }) => change === 'validity')).toMatchObject({
      choice: 'prompt',
      chosen: 'retrieved',
      to: 299 / 300,
    })
  })

  test('at a share below the target no number of rows shows it, and that is said', () => {
    const { verdict } = decidedOn(promptOf(8))
    expect(verdict.labelMore).toMatchObject({ rows: null, forClaim: 'validity' })
    expect(verdict.labelMore?.reason).toContain('more test rows of retrieved cannot show it')
    expect(verdict.next.join('\n')).toContain('a model that keeps to a schema')
  })

  test('where its form is not known, the file that would say it is named and no rows are asked for', () => {
    const unknown = { ...promptOf(0), hard: [judgeValidity(target, undefined)] }
    const { verdict } = decidedOn(unknown)
    expect(verdict).toMatchObject({ choice: 'not-enough-evidence' })
    expect(verdict.labelMore).toBeUndefined()
    expect(verdict.because.map(({ text }) => text).join(' ')).toContain(
      'how its answers came to their form is not known (validity)',
    )
    expect(verdict.next.join('\n')).toContain('`validity` in each line of its recorded file')
  })
})

test('rows to test are planned for the form as well, from validation rows', () => {
  const open = arm({
    name: 'a',
    family: 'prompt',
    right: right(200, 200),
    form: { unusable: 0, target },
  })
  // All usable: 149 rows show 98 %; the quality of all right needs fewer.
  expect(plannedRows([open], undefined, rules)).toEqual([{ name: 'a', rows: 149 }])
})
