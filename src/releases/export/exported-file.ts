import type { Artifact } from '../../contracts/candidate.ts'
import type { ArtifactStore } from '../../contracts/method.ts'
import { StoreError } from '../../errors.ts'
import type { ModelCard } from '../cards/model-card.ts'

/** A file of an exported candidate; `path` is relative to the folder, with `/`. */
export interface ExportedFile {
  path: string
  bytes: Uint8Array
  /** What it is, in a few words. */
  about: string
}

/** A candidate in the hands of an exporter. */
export interface ExportSource {
  card: ModelCard
  artifacts: ArtifactStore
}

/** Bytes of an artifact by name, undefined where the candidate has none of that name. */
export async function artifactBytes(
  { card, artifacts }: ExportSource,
  name: string,
): Promise<Uint8Array | undefined> {
  const artifact = card.candidate.artifacts.find((entry) => entry.name === name)
  return artifact === undefined ? undefined : artifacts.get(artifact)
}

/** A JSON artifact by name. */
export async function artifactJson(source: ExportSource, name: string): Promise<unknown> {
  const bytes = await artifactBytes(source, name)
  return bytes === undefined ? undefined : JSON.parse(Buffer.from(bytes).toString('utf8'))
}

/** A text file. */
export function textFile(path: string, text: string, about: string): ExportedFile {
  return { path, bytes: Buffer.from(text), about }
}

/** A JSON file that people read too. */
export function jsonFile(path: string, value: unknown, about: string): ExportedFile {
  return textFile(path, `${JSON.stringify(value, null, 2)}\n`, about)
}

/** An artifact's name as a file's. @throws StoreError for one that could leave the folder. */
export function fileNameOf({ name }: Artifact): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/u.test(name)) return name
  throw new StoreError(`The artifact "${name}" has a name that no file may have.`)
}
