import type { Json, JsonObject } from '../../../contracts/json.ts'
import {
  json,
  refused,
  startScriptedServer,
  type ReceivedCall,
  type ScriptedAnswer,
  type ScriptedServer,
} from '../transport/scripted-server.fixture.ts'

/** What the vendor says of a job at one look, beside what a new job says; or a fault instead. */
export type Look = JsonObject | ScriptedAnswer

/** What the vendor does; everything else goes well. */
export interface VendorScript {
  /** One for each look at the job; the last again and again. */
  looks?: readonly Look[]
  /** Before uploads and creations are taken. */
  uploadFaults?: readonly ScriptedAnswer[]
  createFaults?: readonly ScriptedAnswer[]
  /** The job is begun and nobody hears of it: the first answer is lost. */
  losesFirstCreation?: boolean
  /** Bytes that are missing of every file. */
  cutBytes?: number
  checkpoints?: readonly Json[]
  /** What a model answers to the last message of a chat. */
  answer?: (model: string, message: string) => string
}

/** OpenAI's fine-tuning on loopback, for one job at a time. */
export interface FakeVendor {
  server: ScriptedServer
  /** Contents of the files it has, by id. */
  files: Map<string, string>
  /** Bodies with which jobs were begun. */
  created: JsonObject[]
  play(script: VendorScript): void
  callsTo(method: string, path: RegExp): ReceivedCall[]
  close(): Promise<void>
}

/** A finished job that gave a model. */
export const succeeded = {
  status: 'succeeded',
  fine_tuned_model: 'ft:tiny:lab:desks:abc',
  trained_tokens: 2_000_000,
}

/** Starts the vendor. */
export async function startFakeVendor(first: VendorScript = {}): Promise<FakeVendor> {
  const vendor = new Vendor(first)
  const server = await startScriptedServer((call) => vendor.answer(call))
  return {
    server,
    files: vendor.files,
    created: vendor.created,
    play: (script) => vendor.play(script),
    callsTo: (method, path) => server.calls.filter((call) => call.method === method && path.test(call.path)),
    close: () => server.close(),
  }
}

class Vendor {
  readonly files = new Map<string, string>()
  readonly created: JsonObject[] = []
  #script: VendorScript = {}
  #uploadFaults: ScriptedAnswer[] = []
  #createFaults: ScriptedAnswer[] = []
  #looks = 0

  constructor(script: VendorScript) {
    this.play(script)
  }

  play(script: VendorScript): void {
    this.#script = script
    this.#uploadFaults = [...(script.uploadFaults ?? [])]
    this.#createFaults = [...(script.createFaults ?? [])]
    this.#looks = 0
  }

  answer({ method, path, body, json: said }: ReceivedCall): ScriptedAnswer {
    const at = `${method} ${path.split('?')[0] ?? ''}`
    if (at === 'POST /v1/files') return this.#uploadFaults.shift() ?? this.#keep(body)
    if (at === 'POST /v1/fine_tuning/jobs') return this.#createFaults.shift() ?? this.#begin(said)
    if (at === 'GET /v1/fine_tuning/jobs')
      return json(listOf(this.created.map((_, at) => this.#job(at)).toReversed()))
    if (at === 'POST /v1/chat/completions') return this.#chat(said)
    if (at.endsWith('/events')) return json(listOf(this.#events()))
    if (at.endsWith('/checkpoints')) return json(listOf([...(this.#script.checkpoints ?? [])]))
    if (at.endsWith('/cancel')) return json({ ...this.#job(0), status: 'cancelled' })
    if (at.startsWith('GET /v1/fine_tuning/jobs/')) return this.#look()
    return refused(404, { message: `no ${at}` })()
  }

  #keep(body: string): ScriptedAnswer {
    const id = `file-${this.files.size + 1}`
    const content = body.split('application/jsonl\r\n\r\n')[1]?.split('\r\n--crossover-')[0] ?? ''
    this.files.set(id, content)
    const bytes = Buffer.byteLength(content) - (this.#script.cutBytes ?? 0)
    return json({ id, object: 'file', purpose: 'fine-tune', bytes, status: 'processed' })
  }

  #begin(said: Json): ScriptedAnswer {
    this.created.push(said as JsonObject)
    if (this.#script.losesFirstCreation === true && this.created.length === 1)
      return (response) => void response.socket?.resetAndDestroy()
    return json(this.#job(this.created.length - 1))
  }

  #look(): ScriptedAnswer {
    const looks = this.#script.looks ?? [succeeded]
    const look = looks[Math.min(this.#looks++, looks.length - 1)] ?? succeeded
    return typeof look === 'function' ? look : json({ ...this.#job(this.created.length - 1), ...look })
  }

  #job(at: number): JsonObject {
    return {
      id: `ftjob-${at + 1}`,
      object: 'fine_tuning.job',
      status: 'validating_files',
      fine_tuned_model: null,
      error: null,
      trained_tokens: null,
      ...this.created[at],
    }
  }

  #events(): JsonObject[] {
    return Array.from({ length: this.#looks }, (_, at) => ({
      id: `event-${at}`,
      level: 'info',
      message: `Look ${at + 1}`,
      object: 'fine_tuning.job.event',
    })).toReversed()
  }

  #chat(said: Json): ScriptedAnswer {
    const { model, messages } = said as { model: string; messages: { content: string }[] }
    const content = this.#script.answer?.(model, messages.at(-1)?.content ?? '') ?? ''
    return json({
      model,
      choices: [{ message: { role: 'assistant', content }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 10, completion_tokens: 1 },
    })
  }
}

function listOf(data: Json[]): JsonObject {
  return { object: 'list', data, has_more: false }
}
