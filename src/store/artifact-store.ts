import { createHash } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Artifact } from '../contracts/candidate.ts'
import type { ArtifactStore } from '../contracts/method.ts'
import { StoreError } from '../errors.ts'

/** Keeps bytes as plain files named by their sha256 under `folder`, written whole or not at all. */
export function createArtifactStore(folder: string): ArtifactStore {
  mkdirSync(folder, { recursive: true })
  const get = async (artifact: Artifact): Promise<Uint8Array> => {
    const bytes = await readArtifact(join(folder, artifact.sha256), artifact)
    if (digest(bytes) === artifact.sha256) return bytes
    throw new StoreError(`Artifact ${artifact.name} (${artifact.sha256}) is damaged on disk.`, {
      hint: `Remove ${join(folder, artifact.sha256)} and run again: it is fitted anew.`,
    })
  }
  return {
    async put(name, bytes) {
      const sha256 = digest(bytes)
      const path = join(folder, sha256)
      if (!existsSync(path)) await writeWhole(path, bytes)
      return { name, sha256 }
    },
    get,
    async path(artifact) {
      await get(artifact)
      return join(folder, artifact.sha256)
    },
  }
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const partial = `${path}.${process.pid}.partial`
  await writeFile(partial, bytes)
  await rename(partial, path)
}

async function readArtifact(path: string, artifact: Artifact): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (cause) {
    throw new StoreError(`Artifact ${artifact.name} (${artifact.sha256}) is missing.`, {
      hint: 'Run again: it is fitted anew.',
      cause,
    })
  }
}
