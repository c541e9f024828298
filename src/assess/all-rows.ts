import type { Example } from '../contracts/example.ts'
import type { DataFacts } from './data-facts.ts'

/** Rows of train, validation and test. */
export function allRows({ pool, split }: Pick<DataFacts, 'pool' | 'split'>): Example[] {
  return [...pool, ...split.test]
}
