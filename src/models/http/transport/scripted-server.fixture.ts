import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net'
import type { Json } from '../../../contracts/json.ts'
import type { ScriptedAnswer } from './scripted-answers.fixture.ts'

export * from './scripted-answers.fixture.ts'

/** A request as it came. */
export interface ReceivedCall {
  /** From 0. */
  number: number
  method: string
  path: string
  headers: Readonly<Record<string, string>>
  /** As sent; `json` is what it says, null where it says nothing or is no JSON. */
  body: string
  json: Json
}

/** Answers by number of the call, the last again and again; or a function of the call. */
export type Script = readonly ScriptedAnswer[] | ((call: ReceivedCall) => ScriptedAnswer)

/** A server on loopback that does what its script says. */
export interface ScriptedServer {
  /** Without a slash at the end. */
  readonly url: string
  readonly calls: readonly ReceivedCall[]
  /** Connections that were opened so far, and that are open now. */
  connections(): number
  openConnections(): number
  /** The most requests that were in flight at one time. */
  mostInFlight(): number
  /** Resolves once this many calls have come. */
  called(count: number): Promise<void>
  /** Forgets the calls and takes another script. */
  play(script: Script): void
  close(): Promise<void>
}

/** Starts a server. */
export async function startScriptedServer(script: Script): Promise<ScriptedServer> {
  const stage = new Stage(script)
  const server = createServer((request, response) => void stage.play(request, response))
  server.keepAliveTimeout = 60_000
  server.on('connection', (socket) => stage.connected(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    calls: stage.calls,
    connections: () => stage.connections,
    openConnections: () => stage.sockets.size,
    mostInFlight: () => stage.mostInFlight,
    called: (count) => until(() => stage.calls.length >= count),
    play: (next) => stage.rewind(next),
    close: () => close(server),
  }
}

/** A URL of loopback at which nothing listens. */
export async function refusingUrl(): Promise<string> {
  const server = createTcpServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}

/** A server on loopback that takes connections and never says a word, not even of TLS. */
export async function startMuteServer(): Promise<{ port: number; connections(): number; close(): void }> {
  const sockets: Socket[] = []
  const server = createTcpServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  return { port: (server.address() as AddressInfo).port, connections: () => sockets.length, close }
}

/** Resolves when the condition holds; looks at every turn of the event loop. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}

class Stage {
  readonly calls: ReceivedCall[] = []
  readonly sockets = new Set<Socket>()
  connections = 0
  mostInFlight = 0
  #inFlight = 0
  #script: Script

  constructor(script: Script) {
    this.#script = script
  }

  rewind(script: Script): void {
    this.#script = script
    this.calls.length = 0
  }

  connected(socket: Socket): void {
    this.connections++
    this.sockets.add(socket)
    socket.on('close', () => this.sockets.delete(socket))
    socket.on('error', () => undefined)
  }

  async play(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.mostInFlight = Math.max(this.mostInFlight, ++this.#inFlight)
    response.on('close', () => this.#inFlight--)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const call = received(this.calls.length, request, Buffer.concat(chunks).toString('utf8'))
    this.calls.push(call)
    const answer =
      typeof this.#script === 'function' ? this.#script(call) : this.#answerOf(this.#script, call.number)
    await answer(response)
  }

  #answerOf(script: readonly ScriptedAnswer[], number: number): ScriptedAnswer {
    const answer = script[Math.min(number, script.length - 1)]
    if (answer === undefined) throw new Error('The script is empty.')
    return answer
  }
}

function received(number: number, request: IncomingMessage, body: string): ReceivedCall {
  const { method = '', url: path = '' } = request
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  )
  const isJson = body !== '' && headers['content-type'] === 'application/json'
  return { number, method, path, headers, body, json: isJson ? (JSON.parse(body) as Json) : null }
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}
