import type { ArtifactStore } from '../../contracts/method.ts'
import type { Task } from '../../contracts/task.ts'
import type { ModelCard } from '../cards/model-card.ts'
import { adapterArtifacts, adapterFiles } from './adapter-files.ts'
import { encoderFiles, isEncoderArtifact } from './encoder-files.ts'
import { fileNameOf, jsonFile, type ExportedFile, type ExportSource } from './exported-file.ts'
import { headFiles } from './head-files.ts'
import { promptArtifacts, promptFiles } from './prompt-files.ts'
import { recordMessages } from './record-messages.ts'
import { servingFiles, type BaseWeights } from './serving-files.ts'

export interface ExportOptions {
  task: Task
  artifacts: ArtifactStore
  /** Weights of the candidate's local language model, where it has one. */
  base?: BaseWeights | undefined
}

/** Files of a candidate, and what they lack. */
export interface ExportedCandidate {
  files: ExportedFile[]
  notes: string[]
}

/**
 * A candidate as files other programs read, by its kind: a head as JSON, a prompt as its template and what it shows, an
 * adapter as GGUF and PEFT, an encoder as ONNX and Transformers, and how a local language model is served. What has no form
 * of its own goes along as crossover keeps it, under `artifacts/`.
 *
 * @throws StoreError when an artifact is missing or damaged.
 */
export async function exportCandidate(card: ModelCard, options: ExportOptions): Promise<ExportedCandidate> {
  const { task, artifacts, base } = options
  const source: ExportSource = { card, artifacts }
  const asksModel = card.candidate.models.some(({ role }) => role === 'language')
  const { messages, reason } = asksModel ? await recordMessages(source, task) : {}
  const files = [
    jsonFile('card.json', card, 'the model card as data'),
    ...(card.candidate.kind === 'tune/head' ? await headFiles(source) : []),
    ...(asksModel ? await promptFiles(source, messages) : []),
    ...(await adapterFiles(source)),
    ...(card.candidate.kind === 'tune/encoder' ? await encoderFiles(source) : []),
    ...(base === undefined ? [] : await servingFiles(source, base, messages)),
    ...(await otherFiles(source, asksModel)),
  ]
  return { files, notes: reason === undefined ? [] : [`messages.json is left out: ${reason}`] }
}

/** Artifacts that none of the above has written. */
async function otherFiles({ card, artifacts }: ExportSource, asksModel: boolean): Promise<ExportedFile[]> {
  const { kind } = card.candidate
  const taken = new Set([
    ...adapterArtifacts,
    ...(kind === 'tune/head' ? ['shape', 'weights'] : []),
    ...(asksModel ? promptArtifacts : []),
  ])
  const others = card.candidate.artifacts.filter(
    (artifact) => !taken.has(artifact.name) && !(kind === 'tune/encoder' && isEncoderArtifact(artifact)),
  )
  return Promise.all(
    others.map(async (artifact) => ({
      path: `artifacts/${fileNameOf(artifact)}`,
      bytes: await artifacts.get(artifact),
      about: 'as crossover keeps it',
    })),
  )
}
