import type { Json, JsonObject } from '../../../contracts/json.ts'
import type { GenerateRequest } from '../../../contracts/model.ts'
import type { Usage } from '../../../contracts/prediction.ts'
import type { SseEvent } from '../transport/http-client.ts'
import type { Capabilities, StructuredRung } from '../vendor.ts'

/** What is asked, with the vendor's own name of the model; `onDelta` asks for a stream. */
export type ModelRequest = Omit<GenerateRequest, 'signal'> & { model: string }

/** Capabilities with the one way in which structure is asked for. */
export interface Dialect extends Capabilities {
  rung: StructuredRung
}

/** An answer as the vendor gave it. */
export interface ProtocolAnswer {
  text: string
  finishReason: 'stop' | 'length' | 'refused'
  /** Absent where the vendor reports none. */
  usage?: Usage
  observedModel?: string
  billedUsd?: number
}

/** Reads a stream event by event. */
export interface StreamReader {
  /** @returns the text the event adds, or ''. @throws ProviderError for an error sent inside the stream. */
  push(event: Pick<SseEvent, 'event' | 'data'>): string
  /** @throws ProviderError when the stream ended before the answer did. */
  end(): ProtocolAnswer
}

/** One wire format: pure translation both ways. */
export interface Protocol {
  /** Appended to the base URL. */
  path: string
  headers(key: string | undefined): Record<string, string>
  toBody(request: ModelRequest, dialect: Dialect): JsonObject
  /** @throws ProviderError for an error that came with status 200, or an answer of another shape. */
  readAnswer(json: Json): ProtocolAnswer
  readEvents(): StreamReader
}
