import { closest } from 'fastest-levenshtein'
import * as z from 'zod'
import { ModelError } from '../../../errors.ts'
import { bodyBytes } from './body-bytes.ts'
import type { HubClient } from './hub-client.ts'
import type { HubName } from './hub-name.ts'
import { refusal } from './refusal.ts'

/** What the hub declares about a file. */
export interface HubFile extends HubName {
  /** Of the newest commit of the main branch, 40 hex digits. */
  commit: string
  /** Of the file at that commit: its bytes cannot change. */
  url: string
  bytes: number
  sha256: string
  /** The repository's, in the hub's words, e.g. `apache-2.0`. */
  licence?: string
}

const mostListingBytes = 16 * 1024 * 1024

/** The parts of the model API that are read; the hub sends much more. */
const modelSchema = z.object({
  sha: z.string().regex(/^[0-9a-f]{40}$/u),
  cardData: z.object({ license: z.union([z.string(), z.array(z.string())]).optional() }).nullish(),
  tags: z.array(z.string()).default([]),
  siblings: z.array(
    z.object({
      rfilename: z.string(),
      size: z.number().int().nonnegative().optional(),
      lfs: z
        .object({
          sha256: z.string().optional(),
          oid: z.string().optional(),
          size: z.number().int().optional(),
        })
        .nullish(),
    }),
  ),
})
type HubModel = z.infer<typeof modelSchema>

/**
 * Asks the hub for a file's commit, size, digest and licence.
 *
 * @throws UnreachableModelError when it does not answer; ModelError when it refuses, has no such file, or declares no digest.
 */
export async function readHubFile(name: HubName, client: HubClient): Promise<HubFile> {
  const api = `${client.endpoint}/api/models/${name.repository}?blobs=true`
  const response = await client.get(api)
  if (!response.ok) {
    await response.body?.cancel()
    throw refusal(response.status, name, client)
  }
  const model = await readModel(response, name)
  const sibling = model.siblings.find(({ rfilename }) => rfilename === name.path)
  if (sibling === undefined) throw noSuchFile(name, model)
  const sha256 = (sibling.lfs?.sha256 ?? sibling.lfs?.oid ?? '').replace(/^sha256:/u, '')
  const bytes = sibling.lfs?.size ?? sibling.size
  if (!/^[0-9a-f]{64}$/u.test(sha256) || bytes === undefined || bytes < 24) {
    throw new ModelError(
      `The hub declares no sha256 and size for ${name.name}: its bytes could not be checked.`,
    )
  }
  const licence = licenceOf(model)
  return {
    ...name,
    commit: model.sha,
    url: `${client.endpoint}/${name.repository}/resolve/${model.sha}/${name.path}`,
    bytes,
    sha256,
    ...(licence === undefined ? {} : { licence }),
  }
}

async function readModel(response: Response, { repository }: HubName): Promise<HubModel> {
  const bytes = await bodyBytes(response, mostListingBytes)
  try {
    return modelSchema.parse(JSON.parse(bytes.toString('utf8')))
  } catch (cause) {
    throw new ModelError(`The hub's answer about ${repository} is not what its model API gives.`, { cause })
  }
}

function noSuchFile({ repository, path }: HubName, { siblings }: HubModel): ModelError {
  const files = siblings.map(({ rfilename }) => rfilename).filter((file) => /\.gguf$/iu.test(file))
  if (files.length === 0) return new ModelError(`${repository} has no GGUF file at all, so no ${path}.`)
  return new ModelError(
    `${repository} has no file ${path}. Did you mean ${closest(path, files)}? GGUF files there: ${files.slice(0, 30).join(', ')}${files.length > 30 ? ' …' : '.'}`,
  )
}

function licenceOf({ cardData, tags }: HubModel): string | undefined {
  const stated = cardData?.license
  const first = typeof stated === 'string' ? stated : stated?.[0]
  return first ?? tags.find((tag) => tag.startsWith('license:'))?.slice('license:'.length)
}
