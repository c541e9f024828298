import { DataError } from '../errors.ts'
import { type BootstrapInterval, type BootstrapQuestion, bootstrapInterval } from './bootstrap-interval.ts'

/**
 * BCa interval of statistic(a) − statistic(b), where row i of `a` and of `b` answer the same example and are drawn
 * together. Used for macro-F1 and means, which have no simple formula.
 *
 * @throws DataError when the two are not of one length, or empty.
 */
export function pairedBootstrap<Row>({
  a,
  b,
  statistic,
  clusterOf,
  ...rest
}: Omit<BootstrapQuestion<Row>, 'rows'> & { a: readonly Row[]; b: readonly Row[] }): BootstrapInterval {
  if (a.length !== b.length) {
    throw new DataError(`a has ${a.length} rows and b has ${b.length} rows. Paired rows must be as many.`)
  }
  const pairs = b.flatMap((second, index) => {
    const first = a[index]
    return first === undefined ? [] : [{ first, second }]
  })
  return bootstrapInterval({
    ...rest,
    ...(clusterOf && { clusterOf: (pair: { first: Row }) => clusterOf(pair.first) }),
    rows: pairs,
    statistic: (drawn) =>
      statistic(drawn.map(({ first }) => first)) - statistic(drawn.map(({ second }) => second)),
  })
}
