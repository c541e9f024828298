import type { Candidate, Family } from '../../contracts/candidate.ts'
import type { Example } from '../../contracts/example.ts'
import { majority } from '../../methods/baseline/majority.ts'
import type { ValidatedCandidate } from './validate-candidates.ts'

/** A candidate that got `right` of ten validation rows right; without a figure when `right` is absent. */
export function validated(kind: string, right?: number): ValidatedCandidate {
  return {
    method: majority,
    candidate: candidateOf(kind),
    answered: [],
    failed: 0,
    ...(right === undefined
      ? {}
      : { validation: { metric: 'accuracy', value: right / 10, low: 0, high: 1, n: 10 } }),
  }
}

function candidateOf(kind: string): Candidate {
  const [folder = 'baseline'] = kind.split('/')
  const families: Record<string, Family> = { baseline: 'baseline', prompt: 'prompt', tune: 'tune' }
  return {
    recipe: `recipe of ${kind}`,
    version: `version of ${kind}`,
    name: kind,
    kind,
    family: families[folder] ?? 'prompt',
    spec: {},
    artifacts: [],
    parts: [],
    models: [],
    data: { train: 't', validation: 'v' },
    sampling: { temperature: 0 },
    seed: 1,
    fitCost: { seconds: 0 },
  }
}

/** A validation row named by its id. */
export function exampleRow(id: string, expected: string): Example {
  return { id, input: { text: `text of ${id}` }, expected, source: { file: 'rows.jsonl', line: 1 } }
}
