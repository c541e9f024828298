import { printableText } from '../../../report/terminal/printable-text.ts'
import type { Retirement } from '../../../contracts/report.ts'
import { formatUsd } from '../../../report/words/format-usd.ts'
import { describePrice } from '../../../prices/price-queries.ts'
import type { PriceChange } from '../../../workflow/watch/price-changes.ts'
import type { ModelWatch, WatchedModel, WatchedVerdict } from '../../../workflow/watch/watch-models.ts'

/** So many other models are written out; --json has all. */
const shownAtMost = 8

/** What today's prices and models would change, for a terminal; last, what stored rows cannot say. */
export function watchWords(watch: ModelWatch, { now }: { now: Date }): string {
  const blocks = [
    [
      `The latest verdict is of ${watch.measuredAt.slice(0, 10)}: ${watch.before.because[0]?.text ?? ''}`,
      verdictLine(watch),
    ],
    priceLines(watch, now),
    otherLines(watch),
    unknowable(watch),
  ]
  return blocks.map((lines) => `${lines.map(printableText).join('\n')}\n`).join('\n')
}

function verdictLine({ now }: ModelWatch): string {
  if ('unknown' in now) return `With today's prices: cannot be said from stored rows. ${now.unknown}`
  return now.isSame
    ? "With today's prices and the task file as it is now the verdict stays what it was."
    : `With today's prices and the task file as it is now it would be: ${verdictWords(now)}. crossover decide says why.`
}

function verdictWords({ choice, candidate }: WatchedVerdict): string {
  if (candidate !== undefined) return `use ${candidate}`
  return choice === 'none' ? 'use none of these' : 'not settled'
}

function priceLines({ changes, prices }: ModelWatch, now: Date): string[] {
  const known = `Prices known here: ${prices.library} ${prices.version}, ${prices.asOf}; yours under prices: come first.`
  if (changes.length === 0) return [known, 'No finalist of the verdict has a token price to compare.']
  return [known, ...changes.flatMap((change) => changeLines(change, now))]
}

function changeLines(
  { model, candidates, before, now: price, isChanged, retirement, retires }: PriceChange,
  now: Date,
) {
  const was = `${before.inputPerMillionUsd} USD in and ${before.outputPerMillionUsd} USD out per million tokens (${before.from})`
  const who = `${model} (${candidates.join(', ')})`
  const line =
    price === undefined
      ? `${who}: no price is known any more; it was ${was}`
      : isChanged
        ? `${who}: the price changed from ${was} to ${describePrice(price, { name: 'now', now }).slice('now: '.length)}`
        : `${who}: the price is what it was, ${was}`
  return [
    line,
    ...(retires === undefined ? [] : [`  It retires ${endWords(retires)}`]),
    ...(retirement === undefined ? [] : [`  Its row of the price library says: ${retirement}`]),
  ]
}

function endWords({ date, source, asOf, isEarliest }: Retirement): string {
  const said = asOf === undefined ? source : `${source}, as of ${asOf}`
  return `${isEarliest === true ? 'at the earliest ' : ''}on ${date} (${said})`
}

function otherLines({ basis, others }: ModelWatch): string[] {
  if (basis === undefined)
    return ['No candidate with counted tokens: there is nothing to hold other models against.']
  const { candidate, model, tokens, perQueryNowUsd } = basis
  const cost = perQueryNowUsd === undefined ? '' : `, ${formatUsd(perQueryNowUsd * 1000)} per 1,000`
  const measured = `${candidate}${model === undefined ? '' : ` with ${model}`}: ${Math.round(tokens.input)} + ${Math.round(tokens.output)} tokens a query${cost}`
  if (others.length === 0)
    return [measured, 'No other model is known here that is cheaper, newer by name, or newly listed.']
  const left = others.length - shownAtMost
  return [
    measured,
    'Not measured, and cheaper, newer by name, newly listed or priced by you (per 1,000 with as many tokens and no prompt cache):',
    ...others.slice(0, shownAtMost).flatMap((other) => modelLines(other)),
    ...(left > 0 ? [`${left} more: --json`] : []),
  ]
}

function modelLines(other: WatchedModel): string[] {
  const { model, perQueryUsd, ifAlike, look, run, command, retirement, retires } = other
  const traits = [
    other.isPricedByTask ? 'priced in the task file' : '',
    other.isNewer ? 'newer' : '',
    other.isNewlyListed ? 'newly listed' : '',
    other.isCheaper ? 'cheaper' : '',
  ]
  const alike =
    ifAlike === undefined
      ? ''
      : `; if it answered every row alike: ${ifAlike.isSame ? 'the same verdict' : verdictWords(ifAlike)}`
  return [
    `  ${model}  ${traits.filter((word) => word !== '').join(', ')}, ${formatUsd(perQueryUsd * 1000)} per 1,000${alike}`,
    `    ${command}`,
    `    a look at validation rows ${range(look)}${run === undefined ? '' : `; a run with it in models.language ${range(run)}`}`,
    ...(retires === undefined ? [] : [`    retires ${endWords(retires)}`]),
    ...(retirement === undefined ? [] : [`    its row of the price library says: ${retirement}`]),
  ]
}

/** In cents: an estimate is no better than that. */
function range({ lowUsd, highUsd }: { lowUsd: number; highUsd: number }): string {
  if (highUsd < 0.01) return 'under $0.01'
  return lowUsd < 0.01
    ? `up to ${formatUsd(cents(highUsd))}`
    : `${formatUsd(cents(lowUsd))} to ${formatUsd(cents(highUsd))}`
}

function cents(usd: number): number {
  return Math.ceil(usd * 100) / 100
}

function unknowable({ others }: ModelWatch): string[] {
  const ofOthers =
    others.length === 0
      ? []
      : [
          'how good and how fast another model is, how it counts tokens, how long it thinks, whether your account has it',
        ]
  return [
    'Stored rows cannot say:',
    ...[
      ...ofOthers,
      'models and prices published after the day above (a newer crossover brings them, or prices: in the task file)',
      'when a model was published, and when one will be retired, unless a day is said here',
    ].map((line) => `  ${line}`),
  ]
}
