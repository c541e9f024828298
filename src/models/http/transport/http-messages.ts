import type { Json, JsonObject } from '../../../contracts/json.ts'
import type { MultipartForm } from './multipart.ts'

/** One request to a server. The body is sent as JSON; `content-type` and `accept` are added where absent. */
export interface HttpRequest {
  /** http or https, without user and password. */
  url: string
  headers: Readonly<Record<string, string>>
  body: JsonObject
  signal: AbortSignal
  /** False: not sent again once the server may have worked on it (what it would do twice is dear). Default true. */
  isRepeatable?: boolean
  /** Called after every attempt, failed ones included: what a ledger of money must not miss. */
  onAttempt?: (attempt: HttpAttempt) => void
}

/** A request without a body. */
export type HttpGetRequest = Omit<HttpRequest, 'body' | 'isRepeatable'>

/** A file and what is said of it, sent as `multipart/form-data`. */
export type HttpUploadRequest = Omit<HttpRequest, 'body'> & { form: MultipartForm }

/** One request as it went over the wire. */
export interface HttpAttempt {
  /** From 1. */
  number: number
  status?: number
  /** What went wrong, in a few words; absent where it was answered. */
  fault?: string
  /** The server may charge for it: everything that was sent and not plainly refused. */
  mayBeBilled: boolean
  /** Milliseconds until the next attempt; absent where none follows. */
  retryInMs?: number
}

/** What is known of an answer beside its content. */
export interface HttpAnswerFacts {
  /** 200 to 299: every other status is thrown. */
  status: number
  /** Names in lower case; repeated ones joined by ", ". */
  headers: Readonly<Record<string, string>>
  /** Requests sent, the first included. */
  attempts: number
  /** Failed attempts before this answer that the server may have charged for. */
  maybeBilled: number
  /** From sending the attempt that was answered to its last byte; waits and failed attempts are not in it. */
  latencyMs: number
  /** From sending the attempt that was answered to the first byte of its body. */
  firstByteMs: number
}

/** An answer in one piece. */
export interface HttpAnswer extends HttpAnswerFacts {
  json: Json
}

/** One server-sent event. The last of a stream has empty data, `isDone` and `answer`. */
export interface SseEvent {
  event?: string
  /** Lines of data joined by a newline. `[DONE]` is never given as data. */
  data: string
  /** Only on the last: whether the server closed the stream with `[DONE]`, or the body just ended. */
  isDone?: boolean
  /** Only on the last. */
  answer?: HttpAnswerFacts
}
