import type { Reason } from '../../contracts/reason.ts'
import type { CandidateReport, RunningModel } from '../../contracts/report.ts'
import type { AdvisedReport } from './advise.ts'
import { focusOf } from './finalists-by-way.ts'

const local = 'local'

/**
 * What the choice ties you to: a vendor, a base, a licence. Said of the chosen or leading candidate, and of a runner-up. No
 * date of retirement is known here, so none is claimed.
 */
export function risksOf(report: AdvisedReport): Reason[] {
  const { runnerUp } = report.verdict
  const second = report.candidates.find(({ name }) => name === runnerUp)
  return [focusOf(report), second].flatMap((candidate) =>
    candidate === undefined ? [] : risksOfCandidate(candidate),
  )
}

function risksOfCandidate(candidate: CandidateReport): Reason[] {
  const { name, runs } = candidate
  const figures: Reason['figures'] = [{ candidate: name, figure: 'runs' }]
  if (runs === undefined)
    return [{ text: `${name} was recorded elsewhere: what it runs on is not known here.`, figures: [] }]
  const texts = [vendorWords(candidate, runs), baseWords(candidate, runs), licenceWords(candidate, runs)]
  return texts.filter((text) => text !== '').map((text) => ({ text, figures }))
}

function vendorWords({ name, kind, priceRow }: CandidateReport, runs: readonly RunningModel[]): string {
  const hosted = runs.filter(({ provider }) => provider !== local)
  if (hosted.length === 0) return ''
  const models = hosted.map((model) => model.name).join(', ')
  const price = priceRow === undefined ? '' : ` The price used: ${priceRow}.`
  const owned =
    kind === 'tune/hosted'
      ? 'the trained weights stay there'
      : 'the prompt can be put to another model, and has to be measured again there'
  return `Lock-in: ${name} needs ${models} from outside; its price, its behaviour and when it is retired are its vendor's to decide, and ${owned}. No date of its end is known here.${price}`
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
