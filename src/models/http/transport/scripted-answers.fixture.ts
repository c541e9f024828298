import type { ServerResponse } from 'node:http'
import type { Json } from '../../../contracts/json.ts'

/** What the server does with one request. */
export type ScriptedAnswer = (response: ServerResponse) => void | Promise<void>

/** Answers with JSON. */
export function json(
  body: Json,
  facts: { status?: number; headers?: Record<string, string> } = {},
): ScriptedAnswer {
  return text(JSON.stringify(body), {
    status: facts.status ?? 200,
    headers: { 'content-type': 'application/json', ...facts.headers },
  })
}

/** Answers with a text of any kind. */
export function text(
  body: string,
  facts: { status: number; headers?: Record<string, string> },
): ScriptedAnswer {
  return (response) => {
    response.writeHead(facts.status, facts.headers)
    response.end(body)
  }
}

/** Refuses in the words of OpenAI: `{error: {message, code}}`. */
export function refused(status: number, error: { message?: string; code?: string; type?: string } = {}) {
  return (headers: Record<string, string> = {}): ScriptedAnswer => json({ error }, { status, headers })
}

/** Takes the request and closes the connection without a word. */
export function resetBeforeHeaders(): ScriptedAnswer {
  return (response) => void response.socket?.resetAndDestroy()
}

/** Sends status, headers and this much of the body, then resets. */
export function resetAfterHeaders(
  begun: string,
  headers: Record<string, string> = jsonHeaders,
): ScriptedAnswer {
  return (response) => {
    response.writeHead(200, headers)
    response.flushHeaders()
    const reset = () => void setImmediate(() => response.socket?.resetAndDestroy())
    if (begun === '') reset()
    else response.write(begun, reset)
  }
}

/** Says nothing, or nothing more after this much of the body. */
export function stall(begun?: string, headers: Record<string, string> = jsonHeaders): ScriptedAnswer {
  return (response) => {
    if (begun === undefined) return
    response.writeHead(200, headers)
    response.write(begun)
  }
}

/** Ends in good order in the middle of a JSON text. */
export function cutJson(begun = '{"choices":[{"message":{"cont'): ScriptedAnswer {
  return text(begun, { status: 200, headers: jsonHeaders })
}

/** A page of a proxy instead of an answer. */
export function webPage(status = 200): ScriptedAnswer {
  const page =
    '<!DOCTYPE html>\n<html><head><title>Sign in to the network</title></head><body>Welcome</body></html>'
  return text(page, { status, headers: { 'content-type': 'text/html; charset=utf-8' } })
}

/** A JSON string of this many bytes, without saying so before. */
export function hugeBody(bytes: number): ScriptedAnswer {
  return async (response) => {
    response.writeHead(200, jsonHeaders)
    const piece = 'a'.repeat(64 * 1024)
    response.write('"')
    for (let sent = 0; sent < bytes && !response.destroyed; sent += piece.length) {
      if (!response.write(piece)) await new Promise((resolve) => setImmediate(resolve))
    }
    response.end('"')
  }
}

/** Sends one piece each time `drop` is called, and never ends. */
export function slowDrip(headers: Record<string, string> = jsonHeaders): {
  answer: ScriptedAnswer
  drop: () => void
} {
  let dripping: ServerResponse | undefined
  return {
    answer: (response) => {
      dripping = response
      response.writeHead(200, headers)
      response.flushHeaders()
    },
    drop: () => void dripping?.write(' '),
  }
}

/** How a stream is written. */
export interface StreamStyle {
  /** Default "\n". */
  lineEnd?: '\n' | '\r\n' | '\r'
  /** Ends with `data: [DONE]`; default true. */
  hasDone?: boolean
  /** Begins with a byte order mark. */
  hasBom?: boolean
  /** A comment before each event, as servers send to keep the line open. */
  comment?: string
  /** Bytes a piece; default all in one. Characters and line ends are split without regard. */
  pieceBytes?: number
  /** Resets the connection instead of ending. */
  isReset?: boolean
}

/** A stream of events: JSON, or text with its own name and lines. */
export function events(
  data: readonly (Json | { event: string; data: string })[],
  style: StreamStyle = {},
): ScriptedAnswer {
  const bytes = Buffer.from(eventText(data, style), 'utf8')
  return async (response) => {
    response.writeHead(200, eventHeaders)
    const size = style.pieceBytes ?? bytes.length
    for (let start = 0; start < bytes.length; start += size) {
      await new Promise((resolve) => response.write(bytes.subarray(start, start + size), resolve))
      // Each piece is its own packet: the next is sent in a later turn.
      await new Promise((resolve) => setImmediate(resolve))
    }
    if (style.isReset === true) setImmediate(() => response.socket?.resetAndDestroy())
    else response.end()
  }
}

/** The text of a stream of events. */
export function eventText(
  data: readonly (Json | { event: string; data: string })[],
  { lineEnd = '\n', hasDone = true, hasBom = false, comment }: StreamStyle = {},
): string {
  const lines = data.flatMap((event) => {
    const before = comment === undefined ? [] : [`: ${comment}`, '']
    if (!isNamed(event)) return [...before, `data: ${JSON.stringify(event)}`, '']
    return [...before, `event: ${event.event}`, ...event.data.split('\n').map((line) => `data: ${line}`), '']
  })
  const all = hasDone ? [...lines, 'data: [DONE]', ''] : lines
  return (hasBom ? '\uFEFF' : '') + all.map((line) => line + lineEnd).join('')
}

function isNamed(event: Json | { event: string; data: string }): event is { event: string; data: string } {
  return typeof event === 'object' && event !== null && 'event' in event && 'data' in event
}

const jsonHeaders = { 'content-type': 'application/json' }
/** Headers of a stream of events. */
export const eventHeaders = { 'content-type': 'text/event-stream' }
