import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How the stand-in behaves; may be changed between requests. */
export interface HubScript {
  /** The file the hub has, and the bytes that really come (otherwise the same). */
  bytes: Buffer
  sent?: Buffer
  path: string
  /** Declared instead of the digest of `bytes`; null: none is declared. */
  sha256?: string | null
  /** Answers of the model API and of files. */
  apiStatus?: number
  fileStatus?: number
  /** Wanted in `Authorization`, else 401. */
  token?: string
  /** Where the hub sends for a file, instead of the host of files. */
  redirectTo?: string
  /** The host of files answers 200 with everything, whatever was asked. */
  isWithoutRanges?: boolean
  /** Bytes after which the connection is cut, one answer each; later answers are whole. */
  cuts?: number[]
  /** Bytes of the file the client has: the cut waits until they have arrived. */
  received?: () => number
  /** A part is answered with this instead of the true `Content-Range`. */
  contentRange?: string
  /** The model API answers with this text. */
  apiText?: string
}

/** What was asked: `hub GET /path`, the range and whether a token came along. */
export interface HubRequest {
  host: 'hub' | 'files'
  path: string
  range: string | undefined
  hasToken: boolean
}

/** A hub and its host of files, on two ports of this machine. */
export interface FakeHub {
  endpoint: string
  script: HubScript
  asked: HubRequest[]
  /** Bytes of file bodies handed to the network. */
  sentBytes: () => number
  close(): Promise<void>
}

/** The commit every file of the stand-in is at. */
export const fakeCommit = '0123456789abcdef0123456789abcdef01234567'

/** Starts a stand-in for the hub: model API, redirect to another host, ranges, and faults by script. */
export async function fakeHub(script: HubScript): Promise<FakeHub> {
  const asked: HubRequest[] = []
  let sent = 0
  const note = (host: HubRequest['host'], request: IncomingMessage): void => {
    const { url = '', headers } = request
    asked.push({ host, path: url, range: headers.range, hasToken: headers.authorization !== undefined })
  }
  const files = createServer((request, response) => {
    note('files', request)
    sent += sendFile(request, response, script)
  })
  const filesAt = await listen(files)
  const hub = createServer((request, response) => {
    note('hub', request)
    answerAsHub(request, response, { script, filesAt })
  })
  const endpoint = await listen(hub)
  return {
    endpoint,
    script,
    asked,
    sentBytes: () => sent,
    close: async () => void (await Promise.all([end(hub), end(files)])),
  }
}

function answerAsHub(
  request: IncomingMessage,
  response: ServerResponse,
  { script, filesAt }: { script: HubScript; filesAt: string },
): void {
  const { url = '', headers } = request
  const isAllowed = script.token === undefined || headers.authorization === `Bearer ${script.token}`
  const isApi = url.startsWith('/api/')
  const status = isAllowed ? ((isApi ? script.apiStatus : script.fileStatus) ?? 200) : 401
  if (status !== 200) return void response.writeHead(status).end('{"error":"refused"}')
  if (isApi)
    return void response.setHeader('content-type', 'application/json').end(script.apiText ?? listing(script))
  response.writeHead(302, { location: script.redirectTo ?? `${filesAt}/blob?signed=1` }).end()
}

function listing({ bytes, path, sha256 = digestOf(bytes) }: HubScript): string {
  return JSON.stringify({
    id: 'acme/tiny',
    sha: fakeCommit,
    private: false,
    gated: false,
    tags: ['gguf', 'license:apache-2.0', 'region:us'],
    cardData: { license: 'apache-2.0' },
    siblings: [
      { rfilename: '.gitattributes', size: 1519, blobId: 'b' },
      {
        rfilename: path,
        size: bytes.length,
        blobId: 'c',
        ...(sha256 === null ? {} : { lfs: { sha256, size: bytes.length, pointerSize: 135 } }),
      },
    ],
  })
}

/** @returns bytes that were handed to the network. */
function sendFile(request: IncomingMessage, response: ServerResponse, script: HubScript): number {
  const { bytes, sent = bytes, isWithoutRanges = false, contentRange } = script
  const [, first = '0', last = ''] = /^bytes=(\d+)-(\d*)$/u.exec(request.headers.range ?? '') ?? []
  const from = isWithoutRanges ? 0 : Number(first)
  const to = isWithoutRanges || last === '' ? sent.length - 1 : Math.min(Number(last), sent.length - 1)
  const body = sent.subarray(from, to + 1)
  if (isWithoutRanges) response.writeHead(200, { 'content-length': body.length })
  else
    response.writeHead(206, {
      'content-length': body.length,
      'content-range': contentRange ?? `bytes ${from}-${to}/${sent.length}`,
    })
  const cut = script.cuts?.shift()
  if (cut === undefined) {
    response.end(body)
    return body.length
  }
  response.write(body.subarray(0, cut), () =>
    cutWhen(() => (script.received?.() ?? from + cut) >= from + cut, response),
  )
  return cut
}

function cutWhen(hasArrived: () => boolean, response: ServerResponse): void {
  if (hasArrived()) response.destroy()
  else setTimeout(cutWhen, 2, hasArrived, response)
}

/** sha256 in hex. */
export function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // The border: a TCP server's address is no text.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function end(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
