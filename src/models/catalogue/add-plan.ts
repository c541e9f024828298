import type { GgufFacts } from '../gguf/gguf-facts.ts'
import type { AddedModel } from './added-model.ts'
import type { HubFile } from './hub/read-hub-file.ts'
import { memoryNeed, type MemoryNeed } from './memory-need.ts'

/** What is known of a model before it is added: nothing was written yet. */
export interface AddPlan {
  /** The name it will have in task files. */
  name: string
  file: string
  bytes: number
  sha256: string
  licence: string
  facts: GgufFacts
  memory: MemoryNeed
  /** What is doubtful, in sentences. */
  warnings: string[]
  origin: { kind: 'hub'; file: HubFile } | { kind: 'file'; path: string }
}

/** A plan without what follows from the rest. */
export function completePlan(
  known: Omit<AddPlan, 'memory' | 'licence'> & { licence: string | undefined },
): AddPlan {
  const { bytes, facts } = known
  return {
    ...known,
    licence: known.licence ?? facts.licence ?? 'unknown',
    memory: memoryNeed({ ...facts, bytes }),
  }
}

/** What is pinned, from the header of the file that lies in the cache. */
export function pinOf(plan: AddPlan, now: Date): AddedModel {
  const { name, file, sha256, bytes, licence, facts, origin } = plan
  const {
    title = file.replace(/\.gguf$/iu, ''),
    parameters,
    contextTokens,
    architecture,
    quantisation,
  } = facts
  return {
    version: 1,
    name,
    title,
    file,
    sha256,
    bytes,
    parameters,
    ...(contextTokens === undefined ? {} : { contextTokens }),
    architecture,
    quantisation,
    licence,
    ...(origin.kind === 'hub' ? { url: origin.file.url } : {}),
    addedAt: now.toISOString(),
  }
}
