import type { JsonObject } from '../../../contracts/json.ts'
import {
  json,
  refused,
  type ReceivedCall,
  type ScriptedAnswer,
} from '../transport/scripted-server.fixture.ts'
import type { VendorPlay } from './fake-vendor.fixture.ts'

/** The name under which a finished job's model is deployed. */
export const togetherModel = 'lab/Qwen/Qwen3-8B:desks:ft-1'

/** A finished job. */
export const togetherCompleted = { status: 'completed', token_count: 2_000_000 }

/**
 * Together's fine-tuning, written on 24 November 2026 after https://docs.together.ai/reference/upload-file,
 * …/post-fine-tunes, …/get-fine-tunes and the types of its own client.
 */
export function togetherAnswers(
  { method, path, body, json: said }: ReceivedCall,
  play: VendorPlay,
): ScriptedAnswer {
  const at = `${method} ${path}`
  const job = (number: number): JsonObject => ({
    id: `ft-${number + 1}`,
    status: 'pending',
    created_at: `2026-11-24T10:0${number}:00.000Z`,
    updated_at: `2026-11-24T10:0${number}:00.000Z`,
    model_output_name: togetherModel,
    token_count: 0,
    total_price: 0,
    events: [],
    ...play.created[number],
  })
  if (at === 'POST /v1/files/upload')
    return play.keep(body, (id) => ({
      id,
      object: 'file',
      created_at: 1_790_000_000,
      filename: 'train.jsonl',
      // What was sent is counted later.
      bytes: 0,
      purpose: 'fine-tune',
      Processed: false,
      FileType: 'jsonl',
      LineCount: 0,
    }))
  if (at === 'POST /v1/fine-tunes') return play.begin(said, job)
  if (at === 'GET /v1/fine-tunes') return json({ data: play.created.map((_, number) => job(number)) })
  if (at === 'POST /v1/chat/completions') return play.chat(said)
  if (at.endsWith('/events')) return json({ data: eventsOf(play.looks) })
  if (at.endsWith('/checkpoints')) return json({ data: [...(play.script.checkpoints ?? [])] })
  if (at.endsWith('/cancel')) return json({ ...job(0), status: 'cancel_requested' })
  if (at.startsWith('GET /v1/fine-tunes/')) return play.look(job, togetherCompleted)
  return refused(404, { message: `no ${at}` })()
}

function eventsOf(looks: number): JsonObject[] {
  return Array.from({ length: looks }, (_, at) => ({
    object: 'fine-tune-event',
    created_at: `2026-11-24T10:00:0${at}.000Z`,
    level: at === 0 ? null : 'info',
    message: `Look ${at + 1}`,
    type: 'epoch_complete',
    hash: '',
    step: at,
  }))
}
