import type { Candidate } from '../contracts/candidate.ts'
import type { Example } from '../contracts/example.ts'
import { sha256 } from '../text/sha256.ts'
import type { ModelCard } from './cards/model-card.ts'

/** A candidate by name; each name is a version of its own. */
export function candidateNamed(name: string, changes: Partial<Candidate> = {}): Candidate {
  return {
    recipe: sha256(`recipe ${name}`),
    version: sha256(name),
    name,
    kind: 'tune/head',
    family: 'tune',
    spec: { l2: 0.01 },
    artifacts: [],
    parts: [],
    models: [],
    data: { train: 'a'.repeat(64), validation: 'b'.repeat(64) },
    sampling: { temperature: 0 },
    seed: 1,
    fitCost: { seconds: 1.5 },
    ...changes,
  }
}

/** The card of `candidateNamed(name)`, measured on validation rows only. */
export function cardNamed(name: string, changes: Partial<ModelCard> = {}): ModelCard {
  return {
    task: { name: 'desk', kind: 'classification' },
    candidate: candidateNamed(name),
    createdAt: '2026-11-01T10:00:00.000Z',
    data: {
      train: { fingerprint: 'a'.repeat(64), rows: 40, labels: 3 },
      validation: { fingerprint: 'b'.repeat(64), rows: 10, labels: 3 },
    },
    metrics: { validation: figure(0.8, 10) },
    parents: [],
    environment: { crossover: '1.0.0', node: '20.0.0', machine: 'a machine', engines: {} },
    ...changes,
  }
}

/** An accuracy of `value` on `n` rows. */
export function figure(value: number, n: number) {
  return { metric: 'accuracy', value, low: value - 0.1, high: value + 0.1, n }
}

/** A row that says its id, unless told otherwise. */
export function rowNamed(id: string, expected = 'loans', text = `text of ${id}`): Example {
  return { id, input: { text }, expected, source: { file: 'rows.jsonl', line: 1 } }
}
