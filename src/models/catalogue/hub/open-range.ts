import { ModelError } from '../../../errors.ts'
import { hostOf, type HubClient } from './hub-client.ts'
import type { HubFile } from './read-hub-file.ts'
import { refusal } from './refusal.ts'

/** An answer that begins at byte `from`: the one asked for, or 0 where the server knows no ranges. */
export interface OpenRange {
  response: Response
  from: number
}

/**
 * Asks for a part of a file.
 *
 * @throws ModelError when it is refused, or another part or another file comes.
 */
export async function openRange(
  file: HubFile,
  range: { from: number; to?: number },
  client: HubClient,
): Promise<OpenRange> {
  const response = await client.get(file.url, range)
  if (response.status === 200) return { response, from: 0 }
  if (
    response.status === 206 &&
    isWanted(response.headers.get('content-range') ?? '', range.from, file.bytes)
  ) {
    return { response, from: range.from }
  }
  await response.body?.cancel()
  if (response.status !== 206) throw refusal(response.status, file, client)
  throw new ModelError(
    `${hostOf(response)} was asked for byte ${range.from} of ${file.bytes} of ${file.file} and gives "${response.headers.get('content-range') ?? 'no content-range'}".`,
  )
}

function isWanted(contentRange: string, from: number, bytes: number): boolean {
  const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/u.exec(contentRange) ?? []
  return Number(start) === from && (total === '*' || Number(total) === bytes)
}
