import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { ModelError, messageOf } from '../../errors.ts'
import { assertRunnable } from '../gguf/assert-runnable.ts'
import { ggufFacts } from '../gguf/gguf-facts.ts'
import { readGgufHeader } from '../gguf/read-gguf-header.ts'
import { completePlan, type AddPlan } from './add-plan.ts'
import { catalogue } from './catalogue.data.ts'
import { fileDigest } from './file-digest.ts'
import { assertWholeFile, parseHubName } from './hub/hub-name.ts'

/** A GGUF file on disk and the name it is to have. */
export interface LocalModelFile {
  path: string
  /** `local:<name>`, `<name>` for the same, or the `hf:` name of the file it is a copy of. */
  name: string
  signal?: AbortSignal | undefined
}

/**
 * Reads header and digest of a file on disk; writes nothing.
 *
 * @throws ModelError when there is no such file, it is no GGUF file or cannot be run, or the name is not allowed.
 */
export async function planLocalModel({ path, name, signal }: LocalModelFile): Promise<AddPlan> {
  const fullName = localName(name)
  const bytes = await sizeOf(path)
  const file = basename(path)
  assertWholeFile(file)
  const facts = ggufFacts(readGgufHeader(path))
  const warnings = assertRunnable(file, facts)
  const sha256 = await fileDigest(path, signal)
  return completePlan({
    name: fullName,
    file: fileInCache(file),
    bytes,
    sha256,
    licence: undefined,
    facts,
    warnings,
    origin: { kind: 'file', path },
  })
}

/** @throws ModelError that says which names are allowed. */
function localName(name: string): string {
  if (name.startsWith('hf:')) return parseHubName(name).name
  const short = name.replace(/^local:/u, '')
  if (!/^[a-z0-9][a-z0-9._-]{0,63}$/u.test(short)) {
    throw new ModelError(
      `A model cannot be named "${name}". Allowed are a to z, 0 to 9, ".", "_" and "-", 64 at most, or hf:<org>/<repo>/<file.gguf>.`,
    )
  }
  const full = `local:${short}`
  if (!catalogue.some((entry) => entry.name === full)) return full
  throw new ModelError(`${full} is a model of the catalogue. Give the file another name.`)
}

async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path)
    if (found.isFile()) return found.size
  } catch (cause) {
    throw new ModelError(`There is no file ${path}: ${messageOf(cause)}`, { cause })
  }
  throw new ModelError(`${path} is no file.`)
}

/** Any letters may stand in a file's name, only plain ones in the cache. */
function fileInCache(file: string): string {
  const plain = file.replaceAll(/[^A-Za-z0-9._-]/gu, '_').replace(/^\.+/u, '')
  return plain.toLowerCase().endsWith('.gguf') ? plain : `${plain}.gguf`
}
