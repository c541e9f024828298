import { describe, expect, test } from 'vitest'
import { assess, finding, row, rowsOf, splitOf, taskOf } from './assess.fixture.ts'

const json = (count: number, from: number, answer = (at: number): unknown => ({ name: [`n${at}`] })) =>
  rowsOf(count, from).map((one, at) => ({ ...one, expected: JSON.stringify(answer(at)) }))

describe('format of extracted answers', () => {
  const clean = { validation: json(20, 2000), test: json(300, 4000) }
  const of = (train: ReturnType<typeof json>) =>
    assess({ task: taskOf('extraction'), split: { train, ...clean } })
  test('one format is no finding, and an empty object is an answer', () => {
    const report = of(json(600, 0, (at) => (at % 5 === 0 ? {} : { name: at % 2 === 0 ? [] : ['x'] })))
    expect(report.findings.map(({ check }) => check)).toEqual(['resolution'])
  })
  test('rows that are no JSON object', () => {
    const report = of([
      ...json(598, 0),
      row('far away text one', 'Smith'),
      row('other text two', '["Smith"]'),
    ])
    expect(finding(report, 'answer-format')).toMatchObject({
      severity: 'warning',
      count: 2,
      message: '2 answers (0.2 %) are no JSON object; the others are.',
    })
  })
  test('a field with values of two types', () => {
    const report = of(json(600, 0, (at) => ({ name: at < 3 ? 'x' : ['x'] })))
    expect(finding(report, 'answer-schema')).toMatchObject({
      count: 3,
      message: '1 field of the answers has values of several types: "name" (text in 3, list of text in 917).',
    })
  })
  test('a field that one answer has', () => {
    const report = of(json(600, 0, (at) => (at === 7 ? { nmae: ['x'] } : { name: ['x'] })))
    expect(finding(report, 'rare-fields')).toMatchObject({ severity: 'note', count: 1 })
  })
  test('no JSON at all', () => {
    const report = assess({ task: taskOf('extraction') })
    expect(finding(report, 'answer-format')?.message).toContain('Extraction compares fields.')
  })
})

describe('answers against the schema of the task', () => {
  const schema = {
    type: 'object',
    properties: {
      total: { type: 'number' },
      parties: { type: 'array', items: { type: 'object', required: ['name'] } },
    },
    required: ['total'],
    additionalProperties: false,
  }
  const rows = (count: number, from: number, answer: (at: number) => unknown = () => ({ total: 1 })) =>
    json(count, from, answer)
  const of = (train: ReturnType<typeof json>) =>
    assess({
      task: { ...taskOf('extraction'), schema },
      split: { train, validation: rows(20, 2000), test: rows(300, 4000) },
    })

  test('answers that fit are no finding', () => {
    expect(finding(of(rows(600, 0)), 'task-schema')).toBeUndefined()
  })

  test('fields are named with what is wrong, items together, and no value is quoted', () => {
    const report = of(
      rows(600, 0, (at) => {
        if (at === 0) return { total: 'secret' }
        if (at < 3) return {}
        return at === 3 ? { total: 1, note: 'x', parties: [{ name: 'a' }, {}, {}] } : { total: 1 }
      }),
    )
    expect(finding(report, 'task-schema')).toMatchObject({
      severity: 'warning',
      count: 4,
      message:
        '4 answers (0.4 %) do not fit the schema of the task: "total" is missing (2), "total" has another value (1), "note" is no field of it (1), "parties.*.name" is missing (1).',
      next: 'Correct these answers, or `schema` in the task file: candidates are held to it.',
    })
    expect(JSON.stringify(finding(report, 'task-schema'))).not.toContain('secret')
  })

  test('a schema that most answers break is what is wrong', () => {
    const report = of(rows(900, 0, (at) => (at === 0 ? { total: 1 } : ['x'])))
    expect(finding(report, 'task-schema')?.next).toContain('most answers do not follow it')
    const text = of(rows(600, 0).map((one, at) => (at === 0 ? { ...one, expected: 'Smith' } : one)))
    expect(finding(text, 'task-schema')?.message).toContain('no JSON (1)')
  })
})

describe('style of free answers', () => {
  const written = (count: number, from: number, answer: (at: number) => string) =>
    rowsOf(count, from).map((one, at) => ({ ...one, expected: answer(at) }))
  const sentence = (at: number) => `A fine thing, number ${at}, for every day of the week.`
  const of = (answer: (at: number) => string) =>
    assess({
      task: taskOf('generation'),
      split: {
        train: written(600, 0, answer),
        validation: written(20, 2000, sentence),
        test: written(300, 4000, sentence),
      },
    })
  test('one style is no finding', () => {
    expect(of(sentence).findings.map(({ check }) => check)).toEqual(['resolution'])
  })
  test('exceptions are named, two styles are called so', () => {
    const few = finding(
      of((at) => (at < 5 ? sentence(at).toLowerCase() : sentence(at))),
      'answer-casing',
    )
    expect(few).toMatchObject({ count: 5, message: '915 answers begin with a capital letter, 5 do not.' })
    expect(few?.next).toMatch(/^Correct the exceptions/u)
    const two = finding(
      of((at) => (at < 400 ? sentence(at).slice(0, -1) : sentence(at))),
      'answer-ending',
    )
    expect(two?.next).toMatch(/^Two styles/u)
  })
  test('unusual lengths', () => {
    const report = of((at) => (at === 0 ? 'Ok.' : at === 1 ? sentence(1).repeat(9) : sentence(at)))
    expect(finding(report, 'answer-lengths')?.count).toBe(2)
  })
  test('answers that stand in their own input and in no other', () => {
    const train = rowsOf(600).map((one, at) => ({
      ...one,
      input: { text: at < 400 ? `${one.input.text} ${sentence(at)}` : one.input.text },
      expected: sentence(at),
    }))
    const report = assess({
      task: taskOf('generation'),
      split: { train, validation: written(20, 2000, sentence), test: written(300, 4000, sentence) },
    })
    expect(finding(report, 'giveaway')).toMatchObject({ severity: 'warning', count: 400 })
    expect(finding(of(sentence), 'giveaway')).toBeUndefined()
  })
})

describe('labels', () => {
  const named = (isNamed: (label: string) => boolean) =>
    rowsOf(600).map((one) => {
      const label = one.expected === 'a' ? 'lost_card' : 'refund'
      const tail = isNamed(label) ? ` [${label}]` : ''
      return { ...one, input: { text: one.input.text + tail }, expected: label }
    })
  test('named by their inputs and by no others', () => {
    const report = assess({
      split: splitOf({ train: named(() => true), validation: [], test: named(() => false) }),
    })
    expect(finding(report, 'giveaway')).toMatchObject({
      severity: 'warning',
      count: 600,
      message:
        'Inputs name their own label, and inputs of other labels hardly ever do: lost_card (100 %), refund (100 %).',
    })
  })
  test('a label that one outweighs reaches the target by itself', () => {
    const train = rowsOf(600).map((one, at) => ({ ...one, expected: at < 30 ? 'b' : 'a' }))
    expect(finding(assess({ split: splitOf({ train, validation: [] }) }), 'label-balance')).toMatchObject({
      severity: 'warning',
      message:
        'The label "a" has 95 % of the train rows, "b" 5 %: always answering it scores 95 %, which is the target.',
    })
    const most = rowsOf(600).map((one, at) => ({ ...one, expected: at < 90 ? 'b' : 'a' }))
    expect(
      finding(assess({ split: splitOf({ train: most, validation: [] }) }), 'label-balance')?.severity,
    ).toBe('note')
    expect(finding(assess(), 'label-balance')).toBeUndefined()
  })
  test('near texts with different labels, and test rows against train', () => {
    const long = 'the card that I ordered three weeks ago has still not arrived at my house'
    const train = [...rowsOf(600), row(long, 'a'), row(`${long}!!s`, 'b')]
    const report = assess({ split: splitOf({ train, test: [...rowsOf(300, 4000), row(`${long} x`, 'c')] }) })
    expect(finding(report, 'near-conflicts')).toMatchObject({
      severity: 'warning',
      count: 2,
      message: '1 pair of train rows differs by a few characters and has different answers (2 rows).',
    })
    expect(finding(report, 'test-conflicts')).toMatchObject({ severity: 'warning', count: 1 })
  })
})

describe('rows to tune with', () => {
  const few = splitOf({ train: rowsOf(50), validation: [] })
  test('fewer than 100 are called too few, by a rule of thumb that says so', () => {
    expect(finding(assess({ split: few, task: taskOf('extraction') }), 'few-train-rows')).toMatchObject({
      severity: 'warning',
      message:
        '50 rows are too few to tune: it usually takes 100 to 500. A rule of thumb until it is measured.',
    })
    expect(finding(assess({ split: splitOf({ train: rowsOf(200) }) }), 'few-train-rows')?.severity).toBe(
      'note',
    )
    expect(finding(assess(), 'few-train-rows')).toBeUndefined()
  })
  test('a measurement goes before the rule', () => {
    const says = 'head scored 0.930 (accuracy, 60 validation rows of the latest run).'
    expect(finding(assess({ split: few, measured: { says } }), 'few-train-rows')).toMatchObject({
      severity: 'note',
      message: `Measured on them: ${says}`,
    })
  })
  test('the resolution of a score that is no rate: 2.486 √(.1/200) = 5.6 points', () => {
    const report = assess({ task: taskOf('extraction'), split: splitOf({ test: rowsOf(200, 4000) }) })
    expect(finding(report, 'resolution')?.message).toContain('5.6 points of f1 apart')
  })
})
