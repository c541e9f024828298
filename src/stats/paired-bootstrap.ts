import { DataError } from '../errors.ts'
import {
  bootstrapDistribution,
  type BootstrapDistribution,
  type BootstrapQuestion,
} from './bootstrap-distribution.ts'
import { bootstrapInterval, type BootstrapInterval, type IntervalQuestion } from './bootstrap-interval.ts'

/** Row i of `a` and of `b` answer the same example. */
interface Pair<Row> {
  first: Row
  second: Row
}

type Paired<Row, Question> = Omit<Question, 'rows'> & { a: readonly Row[]; b: readonly Row[] }

/**
 * BCa interval of statistic(a) − statistic(b), where paired rows are drawn together. Used for macro-F1 and means, which
 * have no simple formula.
 *
 * @throws DataError when the two are not of one length, or empty.
 */
export function pairedBootstrap<Row>(question: Paired<Row, IntervalQuestion<Row>>): BootstrapInterval {
  const { confidence } = question
  return bootstrapInterval({
    ...pairedQuestion(question),
    ...(confidence === undefined ? {} : { confidence }),
  })
}

/** The draws behind `pairedBootstrap`, for tests at any threshold. */
export function pairedDistribution<Row>(
  question: Paired<Row, BootstrapQuestion<Row>>,
): BootstrapDistribution {
  return bootstrapDistribution(pairedQuestion(question))
}

function pairedQuestion<Row>({
  a,
  b,
  statistic,
  clusterOf,
  seed,
  draws,
}: Paired<Row, BootstrapQuestion<Row>>): BootstrapQuestion<Pair<Row>> {
  if (a.length !== b.length) {
    throw new DataError(`a has ${a.length} rows and b has ${b.length} rows. Paired rows must be as many.`)
  }
  return {
    seed,
    ...(draws === undefined ? {} : { draws }),
    ...(clusterOf && { clusterOf: (pair: Pair<Row>) => clusterOf(pair.first) }),
    rows: a.flatMap((first, index) => {
      const second = b[index]
      return second === undefined ? [] : [{ first, second }]
    }),
    statistic: (drawn) =>
      statistic(drawn.map(({ first }) => first)) - statistic(drawn.map(({ second }) => second)),
  }
}
