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

/** A vendor's fine-tuning on loopback, for one job at a time. */
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

/** A finished job that gave a model, in OpenAI's words. */
export const succeeded = {
  status: 'succeeded',
  fine_tuned_model: 'ft:tiny:lab:desks:abc',
  trained_tokens: 2_000_000,
}

/** How a vendor answers; what is common to all is in `VendorPlay`. */
export type VendorAnswers = (call: ReceivedCall, play: VendorPlay) => ScriptedAnswer

/** Starts OpenAI's fine-tuning, or another vendor's by its answers. */
export async function startFakeVendor(
  first: VendorScript = {},
  answers: VendorAnswers = openaiAnswers,
): Promise<FakeVendor> {
  const play = new VendorPlay(first)
  const server = await startScriptedServer((call) => answers(call, play))
  return {
    server,
    files: play.files,
    created: play.created,
    play: (script) => play.rewind(script),
    callsTo: (method, path) => server.calls.filter((call) => call.method === method && path.test(call.path)),
    close: () => server.close(),
  }
}

/** Files and jobs of a vendor, and how far its script is. */
export class VendorPlay {
  readonly files = new Map<string, string>()
  readonly created: JsonObject[] = []
  script: VendorScript = {}
  looks = 0
  #uploadFaults: ScriptedAnswer[] = []
  #createFaults: ScriptedAnswer[] = []

  constructor(script: VendorScript) {
    this.rewind(script)
  }

  rewind(script: VendorScript): void {
    this.script = script
    this.#uploadFaults = [...(script.uploadFaults ?? [])]
    this.#createFaults = [...(script.createFaults ?? [])]
    this.looks = 0
  }

  /** Keeps the file of a form, unless the script has a fault left. `told` makes the answer of its id and bytes. */
  keep(body: string, told: (id: string, bytes: number) => JsonObject, id = `file-${this.files.size + 1}`) {
    const fault = this.#uploadFaults.shift()
    if (fault !== undefined) return fault
    const content = body.split('application/jsonl\r\n\r\n')[1]?.split('\r\n--crossover-')[0] ?? ''
    this.files.set(id, content)
    return json(told(id, Buffer.byteLength(content) - (this.script.cutBytes ?? 0)))
  }

  /** Begins a job, unless the script has a fault left. `told` makes the answer of its number. */
  begin(said: Json, told: (at: number) => JsonObject): ScriptedAnswer {
    const fault = this.#createFaults.shift()
    if (fault !== undefined) return fault
    this.created.push(said as JsonObject)
    if (this.script.losesFirstCreation === true && this.created.length === 1)
      return (response) => void response.socket?.resetAndDestroy()
    return json(told(this.created.length - 1))
  }

  /** What the script says at this look, on top of what the last job says. */
  look(told: (at: number) => JsonObject, otherwise: JsonObject): ScriptedAnswer {
    const looks = this.script.looks ?? [otherwise]
    const look = looks[Math.min(this.looks++, looks.length - 1)] ?? otherwise
    return typeof look === 'function' ? look : json({ ...told(this.created.length - 1), ...look })
  }

  chat(said: Json): ScriptedAnswer {
    const { model, messages } = said as { model: string; messages: { content: string }[] }
    const content = this.script.answer?.(model, messages.at(-1)?.content ?? '') ?? ''
    return json({
      model,
      choices: [{ message: { role: 'assistant', content }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 10, completion_tokens: 1 },
    })
  }
}

function openaiAnswers({ method, path, body, json: said }: ReceivedCall, play: VendorPlay): ScriptedAnswer {
  const at = `${method} ${path.split('?')[0] ?? ''}`
  const job = (number: number): JsonObject => ({
    id: `ftjob-${number + 1}`,
    object: 'fine_tuning.job',
    status: 'validating_files',
    fine_tuned_model: null,
    error: null,
    trained_tokens: null,
    ...play.created[number],
  })
  if (at === 'POST /v1/files')
    return play.keep(body, (id, bytes) => ({
      id,
      object: 'file',
      purpose: 'fine-tune',
      bytes,
      status: 'processed',
    }))
  if (at === 'POST /v1/fine_tuning/jobs') return play.begin(said, job)
  if (at === 'GET /v1/fine_tuning/jobs')
    return json(listOf(play.created.map((_, number) => job(number)).toReversed()))
  if (at === 'POST /v1/chat/completions') return play.chat(said)
  if (at.endsWith('/events')) return json(listOf(eventsOf(play.looks)))
  if (at.endsWith('/checkpoints')) return json(listOf([...(play.script.checkpoints ?? [])]))
  if (at.endsWith('/cancel')) return json({ ...job(0), status: 'cancelled' })
  if (at.startsWith('GET /v1/fine_tuning/jobs/')) return play.look(job, succeeded)
  return refused(404, { message: `no ${at}` })()
}

function eventsOf(looks: number): JsonObject[] {
  return Array.from({ length: looks }, (_, at) => ({
    id: `event-${at}`,
    level: 'info',
    message: `Look ${at + 1}`,
    object: 'fine_tuning.job.event',
  })).toReversed()
}

function listOf(data: Json[]): JsonObject {
  return { object: 'list', data, has_more: false }
}
