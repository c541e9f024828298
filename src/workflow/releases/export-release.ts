import { constants } from 'node:fs'
import { access, copyFile, mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Task } from '../../contracts/task.ts'
import { ModelError, StoreError, TaskError, messageOf } from '../../errors.ts'
import { cachedPath } from '../../models/catalogue/ensure-file.ts'
import { knownModels } from '../../models/catalogue/known-models.ts'
import { exportCandidate } from '../../releases/export/export-candidate.ts'
import type { ExportedFile } from '../../releases/export/exported-file.ts'
import type { BaseWeights } from '../../releases/export/serving-files.ts'
import type { ModelCard } from '../../releases/cards/model-card.ts'
import { renderModelCard } from '../../report/render-model-card.ts'
import { createArtifactStore } from '../../store/artifact-store.ts'
import { findRelease } from './find-release.ts'

export interface ExportReleaseOptions {
  /** The folder to write; must be absent or empty unless `overwrite`. */
  output: string
  overwrite: boolean
  /** The cache folder of models. */
  home: string
  /** Copies the weights of a local language model too. */
  withBase: boolean
}

/** What was written where. */
export interface ExportedRelease {
  card: ModelCard
  files: Pick<ExportedFile, 'path' | 'about'>[]
  /** What could not be exported, and why. */
  notes: string[]
}

/**
 * Writes a candidate to a folder for other programs to use, with its model card as README.md and card.json.
 *
 * @throws TaskError when the folder has files already, ModelError when base weights are wanted and not in the cache,
 * StoreError when it cannot be written or an artifact is missing.
 */
export async function exportRelease(
  task: Task,
  reference: string | undefined,
  options: ExportReleaseOptions,
): Promise<ExportedRelease> {
  const { output, overwrite, home, withBase } = options
  const card = await findRelease(task, reference)
  await assertEmpty(output, overwrite)
  const artifacts = createArtifactStore(join(task.folder, '.crossover', 'artifacts'))
  const base = baseOf(card, home)
  const baseFile = withBase ? await cachedBase(base, home) : undefined
  const { files: exported, notes } = await exportCandidate(card, { task, artifacts, base })
  const readme = Buffer.from(renderModelCard(card, exported))
  const files = [{ path: 'README.md', bytes: readme, about: 'the model card' }, ...exported]
  await writeFiles(output, files)
  if (base === undefined || baseFile === undefined) return { card, files, notes }
  await copyFile(baseFile, join(output, base.file), constants.COPYFILE_FICLONE)
  return { card, files: [...files, { path: base.file, about: 'the weights of its base' }], notes }
}

async function assertEmpty(output: string, overwrite: boolean): Promise<void> {
  const names = await readdir(output).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return []
    throw new TaskError(`${output} cannot be used as a folder: ${messageOf(cause)}.`, { cause })
  })
  if (names.length > 0 && !overwrite)
    throw new TaskError(`${output} is not empty.`, {
      hint: 'Use --force to write into it, or --output for another folder.',
    })
}

function baseOf({ candidate }: ModelCard, home: string): BaseWeights | undefined {
  const model = candidate.models.find(({ role, provider }) => role === 'language' && provider === 'local')
  if (model === undefined) return undefined
  const entry = knownModels(home).find(({ name }) => name === model.name)
  const { contextTokens } = entry ?? {}
  return {
    file: (entry?.transcoded ?? entry?.model)?.file ?? `${model.name.replaceAll(/[^\w.-]+/gu, '-')}.gguf`,
    sha256: model.sha256 ?? 'unknown',
    licence: model.licence ?? 'licence unknown',
    ...(contextTokens === undefined ? {} : { contextTokens }),
  }
}

async function cachedBase(base: BaseWeights | undefined, home: string): Promise<string> {
  if (base === undefined) throw new TaskError('--with-base: this candidate has no local language model.')
  const path = cachedPath(home, base)
  await access(path).catch((cause: unknown) => {
    throw new ModelError(`The weights of its base are not in the cache: ${path}.`, {
      hint: 'crossover models fetch brings them, or leave --with-base out.',
      cause,
    })
  })
  return path
}

async function writeFiles(output: string, files: readonly ExportedFile[]): Promise<void> {
  try {
    for (const { path, bytes } of files) {
      await mkdir(dirname(join(output, path)), { recursive: true })
      await writeFile(join(output, path), bytes)
    }
  } catch (cause) {
    throw new StoreError(`Cannot write to ${output}: ${messageOf(cause)}.`, { cause })
  }
}
