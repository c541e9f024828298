import type { Json, JsonObject } from '../../../contracts/json.ts'
import type { TuningCapabilities, TuningService } from '../../../contracts/tuning-service.ts'
import { ProviderError } from '../../../errors.ts'
import type { HttpClient } from '../transport/http-client.ts'
import type { MultipartForm } from '../transport/multipart.ts'

/** The way to a vendor, whatever protocol it speaks. */
export interface TuningConnection {
  provider: string
  /** With the version, without a slash at its end. */
  baseUrl: string
  capabilities: TuningCapabilities
  client: HttpClient
  headers: Record<string, string>
  clock: Pick<TuningService, 'now' | 'date' | 'sleep'>
  /** A setting of the vendor by the name of its environment variable. */
  settingOf: (name: string) => string | undefined
}

/** The calls that all protocols are made of. */
export interface TuningCalls {
  get: (url: string, signal: AbortSignal) => Promise<Json>
  post: (url: string, body: JsonObject, signal: AbortSignal) => Promise<Json>
  /** Never sent twice where the first may have been heard. */
  postOnce: (url: string, body: JsonObject, signal: AbortSignal) => Promise<Json>
  upload: (url: string, form: MultipartForm, signal: AbortSignal) => Promise<Json>
}

/** Calls of a connection, with its key. */
export function callsOf({ client, headers }: TuningConnection): TuningCalls {
  return {
    get: async (url, signal) => (await client.get({ url, headers, signal })).json,
    post: async (url, body, signal) => (await client.post({ url, headers, body, signal })).json,
    postOnce: async (url, body, signal) =>
      (await client.post({ url, headers, body, signal, isRepeatable: false })).json,
    upload: async (url, form, signal) => (await client.upload({ url, headers, form, signal })).json,
  }
}

/** What of a service does not depend on its protocol. */
export function frameOf({
  provider,
  capabilities,
  client,
  clock,
}: TuningConnection): Pick<TuningService, 'provider' | 'capabilities' | 'now' | 'date' | 'sleep' | 'close'> {
  return {
    provider,
    capabilities,
    now: () => clock.now(),
    date: () => clock.date(),
    sleep: (ms, signal) => clock.sleep(ms, signal),
    close: () => client.close(),
  }
}

/** A file of chats as a form's part. */
export function jsonlPart({ name, bytes }: { name: string; bytes: Uint8Array }): MultipartForm['file'] {
  return { field: 'file', name, type: 'application/jsonl', bytes }
}

/** What a vendor does not know (404) is an answer. */
export async function orNothing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof ProviderError && error.status === 404) return undefined
    throw error
  }
}
