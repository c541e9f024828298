import type { Example } from '../contracts/example.ts'
import type { Finding } from '../contracts/report.ts'
import { normaliseText } from '../text/same-text.ts'
import { groupBy } from './group-by.ts'
import { countOf, type DataCheck, findingOfRows, listShort, percentOf } from './finding.ts'

/** Rows of a label, and of free answers, below which a share says little. */
const fewestRows = 10
/** Share of a label's rows that name it, and of other rows that may: between them lies "far more often than by chance". */
const mostOwn = 0.8
const mostOthers = 0.05
/** Free answers that stand in their own input, against those that stand in another row's. */
const fewestCopied = 0.1
const timesChance = 10
const shortestAnswer = 12

/** Inputs that hold their answer word for word, far more often than inputs of other answers do. */
export const checkGiveaways: DataCheck = (facts) => {
  if (facts.task.kind === 'classification') return namedLabels(facts.pool)
  // Extraction copies from the input; that is the task.
  return facts.task.kind === 'generation' ? copiedAnswers(facts.pool) : []
}

function namedLabels(rows: readonly Example[]): Finding[] {
  const texts = rows.map((row) => ({ row, text: ` ${normaliseText(row.input.text)} ` }))
  const given = [...groupBy(texts, ({ row }) => row.expected)].flatMap(([label, own]) => {
    const name = normaliseText(label)
    if (own.length < fewestRows || name.length < 2 || own.length === texts.length) return []
    const naming = own.filter(({ text }) => text.includes(` ${name} `))
    if (naming.length < mostOwn * own.length) return []
    const inAll = texts.filter(({ text }) => text.includes(` ${name} `)).length
    const others = (inAll - naming.length) / (texts.length - own.length)
    return others > mostOthers
      ? []
      : [{ label, rows: naming.map(({ row }) => row), share: naming.length / own.length }]
  })
  if (given.length === 0) return []
  const labels = given.map(({ label, share }) => `${label} (${percentOf(share, 1)})`)
  const all = given.flatMap((one) => one.rows)
  const isMost = all.length >= rows.length / 2
  return [
    findingOfRows(all, {
      check: 'giveaway',
      severity: isMost ? 'warning' : 'note',
      message: `Inputs name their own label, and inputs of other labels hardly ever do: ${listShort(labels)}.`,
      next: 'If real inputs will not name it (a field that was filled in afterwards, a subject line), take it out: a score with it is no forecast.',
    }),
  ]
}

function copiedAnswers(rows: readonly Example[]): Finding[] {
  const texts = rows
    .map((row) => ({ row, input: normaliseText(row.input.text), answer: normaliseText(row.expected) }))
    .filter(({ answer }) => answer.length >= shortestAnswer)
  if (texts.length < fewestRows) return []
  const copied = texts.filter(({ input, answer }) => input.includes(answer))
  // Each answer against the input half the rows away: what chance (or one answer for all) gives.
  const step = Math.ceil(texts.length / 2)
  const byChance = texts.filter(({ answer }, at) => texts[(at + step) % texts.length]?.input.includes(answer))
  const isFar = copied.length >= timesChance * Math.max(1, byChance.length)
  if (copied.length < fewestCopied * texts.length || !isFar) return []
  return [
    findingOfRows(
      copied.map(({ row }) => row),
      {
        check: 'giveaway',
        severity: copied.length >= texts.length / 2 ? 'warning' : 'note',
        message: `${countOf(copied.length, 'train row')} (${percentOf(copied.length, rows.length)}) ${copied.length === 1 ? 'has' : 'have'} the whole answer in the input; ${byChance.length} would by chance.`,
        next: 'If real inputs will not hold the answer, take it out. If copying is the task, a rule may do it without a model.',
      },
    ),
  ]
}
