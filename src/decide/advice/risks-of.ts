import type { Reason } from '../../contracts/reason.ts'
import type { CandidateReport, RunningModel } from '../../contracts/report.ts'
import type { AdvisedReport } from './advise.ts'
import { focusOf } from './finalists-by-way.ts'

const local = 'local'

/**
 * What the choice ties you to: a vendor, a base, a licence. Said of the chosen or leading candidate, and of a runner-up; of the
 * other finalists only that a model of theirs ends within the horizon. A day of retirement is named with who said so and when;
 * where none is known, that is said.
 */
export function risksOf(report: AdvisedReport): Reason[] {
  const { runnerUp } = report.verdict
  const focus = focusOf(report)
  const second = report.candidates.find(({ name }) => name === runnerUp)
  const others = report.candidates.filter((one) => one.finalist && one !== focus && one !== second)
  return [
    ...[focus, second].flatMap((candidate) =>
      candidate === undefined ? [] : risksOfCandidate(candidate, report),
    ),
    ...others.flatMap((candidate) => endOfOther(candidate, report)),
  ]
}

function risksOfCandidate(candidate: CandidateReport, report: AdvisedReport): Reason[] {
  const { name, runs } = candidate
  const figures: Reason['figures'] = [{ candidate: name, figure: 'runs' }]
  if (runs === undefined)
    return [{ text: `${name} was recorded elsewhere: what it runs on is not known here.`, figures: [] }]
  const texts = [
    vendorWords(candidate, runs, report),
    baseWords(candidate, runs),
    licenceWords(candidate, runs),
  ]
  return texts.filter((text) => text !== '').map((text) => ({ text, figures }))
}

function vendorWords(
  { name, kind, priceRow }: CandidateReport,
  runs: readonly RunningModel[],
  report: AdvisedReport,
): string {
  const hosted = runs.filter(({ provider }) => provider !== local)
  if (hosted.length === 0) return ''
  const models = hosted.map((model) => model.name).join(', ')
  const price = priceRow === undefined ? '' : ` The price used: ${priceRow}.`
  const owned =
    kind === 'tune/hosted'
      ? 'the trained weights stay there'
      : 'the prompt can be put to another model, and has to be measured again there'
  const ends = hosted.flatMap((model) => endWords(model, report))
  const end = ends.length === 0 ? 'No date of its end is known here.' : ends.join(' ')
  return `Lock-in: ${name} needs ${models} from outside; its price, its behaviour and when it is retired are its vendor's to decide, and ${owned}. ${end}${price}`
}

function endOfOther({ name, runs = [] }: CandidateReport, report: AdvisedReport): Reason[] {
  return runs
    .filter((model) => ['past', 'within'].includes(placeOf(model, report) ?? ''))
    .flatMap((model) => endWords(model, report))
    .map((text) => ({ text: `${name}: ${text}`, figures: [{ candidate: name, figure: 'runs' }] }))
}

const places = {
  past: 'before this was decided: ask it once more before you build on it',
  within: 'within the months counted here: what replaces it has to be measured in time',
  later: 'after the months counted here',
}

function endWords(model: RunningModel, report: AdvisedReport): string[] {
  const { name, retires } = model
  const place = placeOf(model, report)
  if (retires === undefined || place === undefined) return []
  const { date, source, asOf, isEarliest } = retires
  const said = asOf === undefined ? source : `${source}, as of ${asOf}`
  const when = isEarliest === true ? 'at the earliest on' : 'on'
  return [`${name} retires ${when} ${date} (${said}), ${places[place]}.`]
}

/** Where a day lies: before the report, within the horizon from it, or after. */
function placeOf({ retires }: RunningModel, report: AdvisedReport): keyof typeof places | undefined {
  if (retires === undefined) return undefined
  const now = new Date(report.provenance.finishedAt)
  if (retires.date <= now.toISOString().slice(0, 10)) return 'past'
  const end = new Date(now)
  end.setUTCMonth(end.getUTCMonth() + report.task.horizonMonths)
  return retires.date <= end.toISOString().slice(0, 10) ? 'within' : 'later'
}

/** What was trained fits one base only. */
function baseWords({ name, family, fitSeconds }: CandidateReport, runs: readonly RunningModel[]): string {
  const bases = runs.filter(
    ({ provider, role, adapter }) => provider === local && (adapter === true || role === 'embedding'),
  )
  if (family === 'prompt' || bases.length === 0) return ''
  const [base] = bases.toSorted((a, b) => Number(b.adapter === true) - Number(a.adapter === true))
  if (base === undefined) return ''
  const what = base.adapter === true ? 'the adapter of' : 'what was trained for'
  const again = fitSeconds === undefined ? '' : ` (this time ${Math.max(1, Math.round(fitSeconds))} s)`
  return `Lock-in: ${what} ${name} fits ${base.name} only; with another base it has to be trained again${again}. The files are yours and run without a vendor.`
}

function licenceWords({ name }: CandidateReport, runs: readonly RunningModel[]): string {
  const own = runs.filter(({ provider }) => provider === local)
  if (own.length === 0) return ''
  const each = own.map(
    (model) => `${model.name} (${model.licence ?? 'licence unknown: look before you serve it'})`,
  )
  return `Licence: ${name} runs on ${each.join(', ')}.`
}
