import type { Artifact, Candidate } from '../contracts/candidate.ts'
import type { Json } from '../contracts/json.ts'
import type { ArtifactStore } from '../contracts/method.ts'
import { StoreError } from '../errors.ts'

/** Stores a JSON value as an artifact, keys in the order given. */
export function putJson(artifacts: ArtifactStore, name: string, value: Json): Promise<Artifact> {
  return artifacts.put(name, Buffer.from(JSON.stringify(value)))
}

/** Stores numbers as little-endian 32-bit floats. */
export function putFloats(artifacts: ArtifactStore, name: string, values: Float32Array): Promise<Artifact> {
  return artifacts.put(name, new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
}

/** Reads what `putJson` stored under `name`. */
export async function getJson(
  candidate: Candidate,
  name: string,
  artifacts: ArtifactStore,
): Promise<unknown> {
  return JSON.parse(Buffer.from(await artifacts.get(artifactNamed(candidate, name))).toString('utf8'))
}

/** Reads what `putFloats` stored under `name`. */
export async function getFloats(
  candidate: Candidate,
  name: string,
  artifacts: ArtifactStore,
): Promise<Float32Array> {
  const bytes = await artifacts.get(artifactNamed(candidate, name))
  return new Float32Array(new Uint8Array(bytes).buffer)
}

/** @throws StoreError when the candidate has none of that name. */
export function artifactNamed(candidate: Candidate, name: string): Artifact {
  const artifact = candidate.artifacts.find((entry) => entry.name === name)
  if (artifact !== undefined) return artifact
  throw new StoreError(
    `Candidate ${candidate.name} (${candidate.version.slice(0, 12)}) has no artifact "${name}".`,
    {
      hint: 'It was made by another version of this method: run again.',
    },
  )
}
