import OpenAI from 'openai'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encodeMultipart, type MultipartForm } from './multipart.ts'
import { failure, key, startRig, type Rig } from './rig.fixture.ts'
import { json, refused, resetAfterHeaders, resetBeforeHeaders } from './scripted-server.fixture.ts'

/** With line ends, quotes and what looks like a boundary. */
const content = '{"a":"é\r\n--crossover-"}\n"\r\n\r\n'

function formOf(name = 'rows.jsonl'): MultipartForm {
  const file = { field: 'file', name, type: 'application/jsonl', bytes: Buffer.from(content) }
  return { fields: { purpose: 'fine-tune' }, file }
}

function readForm(type: string, body: string | Uint8Array<ArrayBuffer>): Promise<FormData> {
  return new Response(body, { headers: { 'content-type': type } }).formData()
}

async function partsOf(form: FormData) {
  const file = form.get('file')
  if (!(file instanceof File)) throw new TypeError('no file')
  return { purpose: form.get('purpose'), name: file.name, text: await file.text() }
}

describe('a form with a file', () => {
  it('is read back whole by the platform', async () => {
    const { type, body } = encodeMultipart(formOf())
    const parts = await partsOf(await readForm(type, Buffer.from(body)))
    expect(parts).toEqual({ purpose: 'fine-tune', name: 'rows.jsonl', text: content })
  })

  it('keeps a name with quotes and line breaks in its line', () => {
    const text = Buffer.from(encodeMultipart(formOf('a"b\r\nc.jsonl')).body).toString()
    expect(text).toContain('filename="a%22b%0D%0Ac.jsonl"\r\ncontent-type')
  })
})

describe('upload', () => {
  let rig: Rig
  beforeEach(async () => {
    rig = await startRig()
  })
  afterEach(() => rig.close())

  const upload = () => {
    const { body: _, ...request } = rig.request({ url: `${rig.server.url}/v1/files` })
    return rig.client.upload({ ...request, form: formOf() })
  }

  it("says what OpenAI's own client says", async () => {
    rig.server.play([json({ id: 'file-1' })])
    await upload()
    const theirs = new OpenAI({ apiKey: key, baseURL: `${rig.server.url}/v1` })
    await theirs.files.create({ file: new File([content], 'rows.jsonl'), purpose: 'fine-tune' })
    const [mine, other] = await Promise.all(
      rig.server.calls.map(async ({ method, path, headers, body }) => ({
        method,
        path,
        ...(await partsOf(await readForm(headers['content-type'] ?? '', body))),
      })),
    )
    expect(mine).toEqual(other)
  })

  it.each([
    ['before the answer', resetBeforeHeaders()],
    ['within the answer', resetAfterHeaders('{"id":')],
    ['with 503', refused(503)()],
  ])('that is cut %s is sent again, whole', async (_, fault) => {
    rig.server.play([fault, json({ id: 'file-1' })])
    expect((await upload()).json).toEqual({ id: 'file-1' })
    const [first, second] = rig.server.calls
    expect(second?.body).toBe(first?.body)
  })
})

describe('what must not be done twice', () => {
  let rig: Rig
  beforeEach(async () => {
    rig = await startRig()
  })
  afterEach(() => rig.close())

  it('is not sent again once the server may have worked on it', async () => {
    const error = await failure(rig.post([resetBeforeHeaders(), json({})], { isRepeatable: false }))
    expect(error.message).toContain('Not tried again: the server may have worked on it')
    expect(rig.server.calls).toHaveLength(1)
  })

  it.each([429, 503])('is sent again after %i: nothing was done', async (status) => {
    await rig.post([refused(status)(), json({ ok: 1 })], { isRepeatable: false })
    expect(rig.server.calls).toHaveLength(2)
  })
})
