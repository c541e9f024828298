import { createRequire } from 'node:module'
import type { Report } from '../../contracts/report.ts'
import { fingerprint } from '../../data/fingerprint.ts'
import { engineFacts } from '../../models/engines/engines.data.ts'
import type { ReportParts } from './assemble-report.ts'
import { describeMachine } from './describe-machine.ts'

const packageFile = createRequire(import.meta.url)('../../../package.json') as { version: string }

/** This program's version. */
export const crossoverVersion = packageFile.version

/** What a verdict rests on: digests, seeds, versions, machine, times. */
export function provenanceOf(parts: ReportParts): Report['provenance'] {
  const { task, split, loaded, opened, validation, times } = parts
  const models = validation.candidates.flatMap(({ candidate }) => candidate.models)
  const distinct = [...new Map(models.map((model) => [model.name, model])).values()]
  return {
    crossover: crossoverVersion,
    node: process.versions.node,
    machine: describeMachine(),
    engines: enginesOf(distinct),
    models: distinct.map(({ name, sha256, licence }) => ({
      name,
      ...(sha256 === undefined ? {} : { sha256 }),
      ...(licence === undefined ? {} : { licence }),
    })),
    data: {
      train: fingerprint(split.train),
      validation: fingerprint(split.validation),
      test: fingerprint(loaded.test),
      shared: fingerprint(opened.shared),
    },
    opening: opened.opening.number,
    alpha: opened.opening.alpha,
    seed: task.seed,
    startedAt: times.startedAt.toISOString(),
    finishedAt: times.finishedAt.toISOString(),
    evaluationSeconds: (times.finishedAt.getTime() - times.startedAt.getTime()) / 1000,
  }
}

/** The engines that ran something here: hosted models need none. */
function enginesOf(models: readonly { provider: string; role: string }[]): Record<string, string> {
  const local = models.filter(({ provider }) => provider === 'local')
  const names = [
    ...(local.some(({ role }) => role === 'language') ? (['llama'] as const) : []),
    ...(local.some(({ role }) => role === 'embedding') ? (['onnx'] as const) : []),
  ]
  return Object.fromEntries(names.map((name) => [engineFacts[name].package, engineFacts[name].version]))
}
