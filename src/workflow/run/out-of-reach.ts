import type { Candidate } from '../../contracts/candidate.ts'
import type { QualityFigure } from '../../contracts/report.ts'
import { metricSchema } from '../../contracts/task.ts'
import { meritOf } from '../../scorers/merit-of.ts'
import { scorerOf } from '../../scorers/scorer-of.ts'

interface Scored {
  candidate: Pick<Candidate, 'name' | 'family' | 'version'>
  validation?: QualityFigure
}

/**
 * The best rival of the family, where its 95 % interval lies wholly above that of the one asked about: asking that one
 * more rows would not make it the family's finalist.
 */
export function outOfReach<Rival extends Scored>(one: Scored, rivals: readonly Rival[]): Rival | undefined {
  const family = rivals.filter(
    ({ candidate }) =>
      candidate.family === one.candidate.family && candidate.version !== one.candidate.version,
  )
  const [best] = family.toSorted((a, b) => meritOf(b.validation) - meritOf(a.validation))
  if (best?.validation === undefined || one.validation === undefined) return undefined
  return isAbove(best.validation, one.validation) ? best : undefined
}

function isAbove(best: QualityFigure, other: QualityFigure): boolean {
  const { higherIsBetter } = scorerOf(metricSchema.parse(best.metric))
  return higherIsBetter ? other.high < best.low : other.low > best.high
}
