import type { Overfitting, TrainingReport } from '../../contracts/training-report.ts'
import { judgeCanaries } from './judge-canaries.ts'
import type { CanaryJudgement } from './judge-canaries.ts'

type Level = Overfitting['level']
type Epoch = TrainingReport['epochs'][number]

/** A sign of overfitting, with the figures that show it. */
interface Sign {
  level: Level
  says: string
}

const levels: readonly Level[] = ['healthy', 'mild', 'severe']

/**
 * Validation loss above its lowest, as a share. A twentieth is more than rounding moves; a quarter is what twenty rows show after
 * thirty epochs many times over.
 */
const rise = { mild: 0.05, severe: 0.25 }
/** Train loss as a share of validation loss, for texts. A classifier may know its rows by heart and be none the worse. */
const share = { mild: 0.6, severe: 0.25 }
/** Points of a rate between train and validation rows. */
const gap = { mild: 0.15, severe: 0.3 }
/** Validation answers that are another row's training answer, word for word, and wrong. */
const recited = { mild: 0.02, severe: 0.1 }

/**
 * Says how far a training learnt its rows by heart: of the run as a whole (its last epoch) and of the epoch that is served,
 * which early stopping may have kept from it. A rule of thumb with its figures, no test.
 *
 * @param training with at least one epoch.
 */
export function judgeOverfitting(training: TrainingReport): Overfitting {
  const last = training.epochs.at(-1)
  const chosen = training.epochs.find(({ epoch }) => epoch === training.chosen) ?? last
  const atServed = [...signsAt(training, chosen), ...signsOfServed(training, chosen)]
  const served = worst(atServed)
  const signs = last === chosen ? atServed : [...signsAt(training, last), ...atServed]
  const level = worst(signs)
  const rows: Omit<Overfitting, 'next'> = {
    level,
    served,
    because: becauseOf(level, { signs, last, chosen }),
  }
  const advice = level === 'healthy' ? [] : [adviceFor(training, { level, served })]
  return training.canaries === undefined
    ? withNext(rows, advice)
    : withCanaries(rows, { judged: judgeCanaries(training.canaries), training, advice })
}

/**
 * Adds what canary rows say. They raise a healthy training to mild and never further: how well a model learns a made-up row is not how
 * it answers new ones. A classifier stays what it is; it answers with labels.
 */
function withCanaries(
  { level, served, because }: Omit<Overfitting, 'next'>,
  {
    judged,
    training,
    advice,
  }: { judged: CanaryJudgement; training: TrainingReport; advice: readonly string[] },
): Overfitting {
  const isSign = judged.isTelling && !isClassifier(training.metric)
  const raised = (found: Level): Level => (isSign && found === 'healthy' ? 'mild' : found)
  return withNext(
    { level: raised(level), served: raised(served), because: [...because, judged.says] },
    // That early stopping kept something from what is served is no comfort where the served epoch knows its canaries.
    [...(isSign && served === 'healthy' ? [] : advice), ...(judged.isTelling ? [byHeart] : [])],
  )
}

function withNext(rows: Omit<Overfitting, 'next'>, advice: readonly string[]): Overfitting {
  return advice.length === 0 ? rows : { ...rows, next: advice.join(' ') }
}

const byHeart =
  'Whoever can ask the model may get single training rows out of it: keep what must not come out again out of train (crossover check --redact), or train fewer epochs at a lower rate.'

function becauseOf(
  level: Level,
  { signs, last, chosen }: { signs: readonly Sign[]; last: Epoch | undefined; chosen: Epoch | undefined },
): string[] {
  const telling = level === 'healthy' ? signs : signs.filter((sign) => sign.level !== 'healthy')
  const says = [...new Set(telling.map((sign) => sign.says))]
  const stopped = last !== undefined && chosen !== undefined && chosen.epoch < last.epoch
  return stopped ? [...says, `epoch ${chosen.epoch} of ${last.epoch} is served`] : says
}

/** What the losses of one epoch say. */
function signsAt({ metric, epochs }: TrainingReport, at: Epoch | undefined): Sign[] {
  if (at === undefined || at.validationLoss === null) return []
  const earlier = epochs.filter(({ epoch }) => epoch <= at.epoch)
  const lowest = Math.min(...earlier.flatMap(({ validationLoss }) => validationLoss ?? []))
  const risen = at.validationLoss / lowest - 1
  const signs: Sign[] = [
    {
      level: above(risen, rise),
      says:
        risen < rise.mild
          ? `validation loss ${round(at.validationLoss)} at epoch ${at.epoch}, its lowest or close to it`
          : `validation loss ${round(at.validationLoss)} at epoch ${at.epoch}, ${percent(risen)} above its lowest (${round(lowest)})`,
    },
  ]
  if (at.trainLoss === null || isClassifier(metric)) return signs
  const learnt = at.trainLoss / at.validationLoss
  const level = learnt <= share.severe ? 'severe' : learnt <= share.mild ? 'mild' : 'healthy'
  const says = `train loss ${round(at.trainLoss)} against ${round(at.validationLoss)} on validation rows at epoch ${at.epoch}`
  return [...signs, { level, says }]
}

/** What the served model's own answers say. */
function signsOfServed({ metric, onTrain, memorised }: TrainingReport, chosen: Epoch | undefined): Sign[] {
  const signs: Sign[] = []
  if (onTrain !== undefined && chosen !== undefined && isClassifier(metric)) {
    const points = onTrain.value - chosen.value
    const says = `${percent(onTrain.value)} right of ${onTrain.rows} rows it learnt from, ${percent(chosen.value)} of ${chosen.rows} validation rows`
    signs.push({ level: above(points, gap), says })
  }
  if (memorised !== undefined && memorised.rows > 1) {
    const says = `${memorised.rows} of ${memorised.of} validation answers are another row's training answer, word for word, and wrong`
    signs.push({ level: above(memorised.rows / memorised.of, recited), says })
  }
  return signs
}

function adviceFor(training: TrainingReport, { level, served }: { level: Level; served: Level }): string {
  if (served === 'healthy')
    return 'Early stopping kept it from what is served. Fewer epochs would save the time.'
  const more = `label more rows (it had ${training.rows})`
  if (level === 'severe')
    return `Do not trust what it writes beyond its rows: ${more}, or train fewer epochs at a lower rate.`
  return `Fewer epochs, a lower rate or more dropout may help; ${more} helps for sure.`
}

function isClassifier(metric: TrainingReport['metric']): boolean {
  return metric === 'accuracy' || metric === 'macroF1'
}

function above(value: number, bounds: { mild: number; severe: number }): Level {
  return value >= bounds.severe ? 'severe' : value >= bounds.mild ? 'mild' : 'healthy'
}

function worst(signs: readonly Sign[]): Level {
  return levels[Math.max(0, ...signs.map(({ level }) => levels.indexOf(level)))] ?? 'healthy'
}

function round(loss: number): string {
  return loss.toFixed(2)
}

function percent(value: number): string {
  return `${Math.round(100 * value)} %`
}
