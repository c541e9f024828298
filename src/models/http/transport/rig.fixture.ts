import { expect } from 'vitest'
import { ProviderError } from '../../../errors.ts'
import {
  createHttpClient,
  type HttpAttempt,
  type HttpClient,
  type HttpClientOptions,
  type HttpRequest,
  type SseEvent,
} from './http-client.ts'
import { manualClock, type ManualClock } from './manual-clock.fixture.ts'
import { json, startScriptedServer, type Script, type ScriptedServer } from './scripted-server.fixture.ts'

/** The key that every request of a rig carries and no message may hold. */
export const key = 'sk-test-0123456789'

/** A client on a clock of its own, before a scripted server. */
export interface Rig {
  server: ScriptedServer
  clock: ManualClock
  client: HttpClient
  /** Every attempt, as reported. */
  attempts: HttpAttempt[]
  /** Takes a client with other options; clock, jitter (0.5) and secrets stay. */
  remake(options: HttpClientOptions): void
  request(facts?: Partial<HttpRequest>): HttpRequest
  post(script: Script, facts?: Partial<HttpRequest>): ReturnType<HttpClient['post']>
  /** All events of one stream. */
  streamed(script: Script): Promise<SseEvent[]>
  close(): Promise<void>
}

/** Starts a rig whose server answers `{ok: true}`. */
export async function startRig(): Promise<Rig> {
  const server = await startScriptedServer([json({ ok: true })])
  const clock = manualClock()
  const fixed = { clock, random: () => 0.5, secrets: [key] }
  const attempts: HttpAttempt[] = []
  const rig: Rig = {
    server,
    clock,
    client: createHttpClient(fixed),
    attempts,
    remake(options) {
      rig.client = createHttpClient({ ...fixed, ...options })
    },
    request: (facts = {}) => ({
      url: `${server.url}/v1/chat`,
      headers: { authorization: `Bearer ${key}` },
      body: { n: 1 },
      signal: new AbortController().signal,
      onAttempt: (attempt) => attempts.push(attempt),
      ...facts,
    }),
    post(script, facts) {
      server.play(script)
      return rig.client.post(rig.request(facts))
    },
    async streamed(script) {
      server.play(script)
      const received: SseEvent[] = []
      for await (const event of rig.client.stream(rig.request())) received.push(event)
      return received
    },
    async close() {
      await rig.client.close()
      await server.close()
    },
  }
  return rig
}

/** What a call failed with. */
export async function failure(call: Promise<unknown>): Promise<ProviderError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof ProviderError) return error
  return expect.unreachable(`No ProviderError, but ${String(error)}`)
}
