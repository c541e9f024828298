import { exampleFormatSchema, metricsOfKind, type Metric, type TaskFile } from '../../contracts/task.ts'
import { CrossoverError } from '../../errors.ts'
import {
  suggestAnswers,
  type GivenAnswers,
  type InitAnswers,
  type SuggestedAnswers,
} from '../../workflow/init/init-answers.ts'
import { readInitRows, type InitRows, type InitSource } from '../../workflow/init/read-init-rows.ts'
import { tryTestFile } from '../../workflow/init/write-task.ts'
import { askOne, askValue, askYes, type Choice } from './ask.ts'
import { describeMapping, describeRows } from './describe-init.ts'
import { parseAmount, parseShare } from './parse-answer.ts'

const none = 'none'

/** A conversation so far. */
export interface InitConversation {
  source: InitSource
  rows: InitRows
  given: GivenAnswers
}

/**
 * Asks what flags did not say, one question at a time; Enter takes what is suggested.
 *
 * @throws StoppedError when the reader cancels: nothing is written then.
 */
export async function askInit(start: InitConversation): Promise<InitConversation & SuggestedAnswers> {
  const read = await askMapping(start)
  let { given } = read
  if (given.kind === undefined)
    given = { ...given, kind: await askKind(suggestAnswers(read.rows, given).answers.kind) }
  given = await askTest({ ...read, given })
  if (given.metric === undefined)
    given = { ...given, metric: await askMetric(suggestAnswers(read.rows, given).answers) }
  given = await askLimits(suggestAnswers(read.rows, given).answers, given)
  return { ...read, given, ...suggestAnswers(read.rows, given) }
}

/** Shows the first rows as they would be read until the reader agrees. */
async function askMapping(start: InitConversation): Promise<InitConversation> {
  const { fields } = start.given
  let now = start
  for (let isRight = false; !isRight;) {
    const suggested = trySuggest(now)
    if (suggested === undefined) {
      now = await correctFields(now)
      continue
    }
    say(describeMapping(now.rows, suggested.answers, suggested.why))
    isRight =
      (fields?.input !== undefined && fields.expected !== undefined) ||
      (await askYes('Is this the input and the answer?'))
    if (!isRight) now = await correct(now, suggested.answers)
  }
  return now
}

/** Nothing where no column can be guessed: the reader says which it is. */
function trySuggest({ rows, given }: InitConversation): SuggestedAnswers | undefined {
  try {
    return suggestAnswers(rows, given)
  } catch (error) {
    if (!(error instanceof CrossoverError)) throw error
    say(error.message)
    return undefined
  }
}

/** Of another tool's file the format may be wrong; of plain rows, the columns. */
async function correct(now: InitConversation, answers: InitAnswers): Promise<InitConversation> {
  const { format } = now.rows
  const choices = exampleFormatSchema.options.map((value) => ({ value }))
  const name = format.isPlain ? format.name : await askOne('Whose format is it?', choices, format.name)
  if (name === format.name) return correctFields(now, answers)
  const source = { ...now.source, format: name }
  try {
    const rows = await readInitRows(source)
    say(describeRows(rows))
    return { source, rows, given: { ...now.given, format: name } }
  } catch (error) {
    if (!(error instanceof CrossoverError)) throw error
    say(error.message)
    return now
  }
}

async function correctFields(now: InitConversation, answers?: InitAnswers): Promise<InitConversation> {
  const columns = now.rows.columns.map((value): Choice<string> => ({ value }))
  const without = (used: readonly string[]) => columns.filter(({ value }) => !used.includes(value))
  const fields = answers?.fields
  const input = await askOne('Which column is the input?', columns, fields?.input)
  const expected = await askOne('Which column is the answer?', without([input]), fields?.expected)
  const used = [input, expected]
  const optional = async (what: string, named: string | undefined): Promise<string | null> => {
    const rest = [{ value: none, label: 'none' }, ...without(used)]
    const chosen = await askOne(`Which column is ${what}?`, rest, named ?? none)
    if (chosen !== none) used.push(chosen)
    return chosen === none ? null : chosen
  }
  const id = await optional('the id, different in every row', fields?.id)
  const time = await optional('the time', fields?.time)
  const group = await optional(
    'the group whose rows must not be separated (a customer, a thread)',
    fields?.group,
  )
  return { ...now, given: { ...now.given, fields: { input, expected, id, time, group } } }
}

function askKind(guessed: TaskFile['kind']): Promise<TaskFile['kind']> {
  return askOne(
    'What kind of task is it?',
    [
      { value: 'classification', hint: 'one label of a fixed list' },
      { value: 'extraction', hint: 'fields or spans found in the input, as JSON' },
      { value: 'generation', hint: 'free text' },
    ],
    guessed,
  )
}

async function askTest(now: InitConversation): Promise<GivenAnswers> {
  const { given, rows, source } = now
  if (given.test !== undefined || given.split !== undefined) return given
  const choice = await askOne('Which rows test the candidates?', [
    { value: 'drawn', label: 'split for me', hint: '20 % of the rows, sealed until a verdict' },
    { value: 'file', label: 'a test file of my own' },
  ])
  const { answers } = suggestAnswers(rows, given)
  if (choice === 'drawn') return askSplit(answers, given)
  for (;;) {
    const test = await askValue('Path of the test file?', '', (typed) =>
      typed.trim() === '' ? { problem: 'Name a file, or cancel with Ctrl-C.' } : { value: typed.trim() },
    )
    try {
      await tryTestFile({ ...source, path: test }, answers)
      return { ...given, test }
    } catch (error) {
      if (!(error instanceof CrossoverError)) throw error
      say(error.message)
    }
  }
}

async function askSplit({ fields, split }: InitAnswers, given: GivenAnswers): Promise<GivenAnswers> {
  const choices: Choice<InitAnswers['split']>[] = [
    { value: 'random', label: 'at random', hint: 'labels keep their share' },
    ...(fields.group === undefined
      ? []
      : [{ value: 'group', label: 'by group', hint: 'none is torn apart' } as const]),
    ...(fields.time === undefined
      ? []
      : [{ value: 'time', label: 'by time', hint: 'the latest rows test' } as const]),
  ]
  if (given.split !== undefined || choices.length === 1) return given
  return { ...given, split: await askOne('How are they drawn?', choices, split) }
}

async function askMetric({ kind, metric }: InitAnswers): Promise<Metric> {
  const metrics: readonly Metric[] = metricsOfKind[kind]
  if (metrics.length === 1) return metric
  const choices = metrics.map((value) => ({ value, hint: metricHints[value] }))
  return askOne('How is quality measured?', choices, metric)
}

const metricHints: Record<Metric, string> = {
  accuracy: 'share of right answers',
  macroF1: 'every label counts the same, however rare',
  f1: 'fields found and right',
  exactMatch: 'share of answers equal to the reference',
  rougeL: 'longest common words with the reference',
  chrF: 'characters in common with the reference',
  editEffort: 'words to edit; less is better',
}

async function askLimits(answers: InitAnswers, given: GivenAnswers): Promise<GivenAnswers> {
  const { metric } = answers
  const goal =
    metric === 'editEffort' ? 'Which editEffort at most is good enough?' : `Which ${metric} is good enough?`
  const ask = (message: string, key: 'perMonth' | 'costPerQueryUsd' | 'p95Ms') =>
    given[key] ?? askValue(message, String(answers[key]), parseAmount)
  return {
    ...given,
    target:
      given.target ??
      (await askValue(`${goal} (0 to 1, decided before looking)`, String(answers.target), parseShare)),
    perMonth: await ask('How many answers a month?', 'perMonth'),
    costPerQueryUsd: await ask('What may one answer cost, in USD?', 'costPerQueryUsd'),
    p95Ms: await ask('How long may an answer take, in milliseconds (19 of 20 answers)?', 'p95Ms'),
  }
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}
