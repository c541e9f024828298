import { existsSync } from 'node:fs'
import { basename, isAbsolute, join } from 'node:path'
import type { EncoderBase } from '../../contracts/model.ts'
import { ModelError } from '../../errors.ts'
import type { FetchOptions } from '../catalogue/fetch-context.ts'
import { fileDigest } from '../catalogue/file-digest.ts'
import { findEntry } from '../catalogue/find-entry.ts'
import { identityOf } from '../catalogue/identity-of.ts'
import { ensureEncoderBase, minilmWeights } from './ensure-encoder-base.ts'

const catalogueName = 'local:minilm-l6'
const folderFiles = ['config.json', 'model.safetensors', 'tokenizer.json']

/**
 * What an encoder is trained from, by name: the catalogue's MiniLM, or a BERT-like Hugging Face folder by its absolute path.
 *
 * @throws ModelError for any other name, and for a folder that lacks a file.
 */
export async function openEncoderBase(
  name: string,
  options: FetchOptions & { home: string },
): Promise<EncoderBase> {
  if (isAbsolute(name)) return baseOfFolder(name)
  if (name !== catalogueName)
    throw new ModelError(
      `models.encoder is ${JSON.stringify(name)}. It must be ${catalogueName} or a folder.`,
      {
        hint: `A folder holds ${folderFiles.join(', ')}, as Transformers saves an encoder.`,
      },
    )
  const identity = { ...identityOf(findEntry(name)), sha256: minilmWeights.sha256 }
  return { identity, folder: () => ensureEncoderBase(options) }
}

async function baseOfFolder(path: string): Promise<EncoderBase> {
  const missing = folderFiles.filter((file) => !existsSync(join(path, file)))
  if (missing.length > 0)
    throw new ModelError(`models.encoder: the folder ${path} has no ${missing.join(' and no ')}.`, {
      hint: 'Save the encoder with save_pretrained of Transformers, the tokenizer too.',
    })
  const sha256 = await fileDigest(join(path, 'model.safetensors'))
  const identity = { name: `folder:${basename(path)}`, role: 'embedding', provider: 'local', sha256 } as const
  return { identity, folder: () => Promise.resolve(path) }
}
