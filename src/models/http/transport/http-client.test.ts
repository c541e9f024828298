import { afterEach, beforeEach, expect, test } from 'vitest'
import { createHttpClient, type HttpClient, type HttpRequest } from './http-client.ts'
import { json, startScriptedServer, type ScriptedServer } from './scripted-server.fixture.ts'

let server: ScriptedServer
let client: HttpClient

beforeEach(async () => {
  server = await startScriptedServer([json({ ok: true }, { headers: { 'x-request-id': 'r1' } })])
  client = createHttpClient()
})
afterEach(async () => {
  await client.close()
  await server.close()
})

const request = (body: HttpRequest['body'] = { n: 1 }): HttpRequest => ({
  url: `${server.url}/v1/chat?version=2`,
  headers: { Authorization: 'Bearer key-of-test' },
  body,
  signal: new AbortController().signal,
})

test('posts JSON with its headers and gives the answer', async () => {
  const answer = await client.post(request({ question: 'für 5 €' }))
  expect(answer).toMatchObject({ status: 200, json: { ok: true }, attempts: 1, maybeBilled: 0 })
  expect(answer.headers['x-request-id']).toBe('r1')
  expect(answer.firstByteMs).toBeLessThanOrEqual(answer.latencyMs)
  expect(server.calls[0]).toMatchObject({
    method: 'POST',
    path: '/v1/chat?version=2',
    json: { question: 'für 5 €' },
  })
  expect(server.calls[0]?.headers).toMatchObject({
    authorization: 'Bearer key-of-test',
    'content-type': 'application/json',
    accept: 'application/json',
  })
  expect(server.calls[0]?.headers).not.toHaveProperty('accept-encoding')
})

test('gets JSON', async () => {
  const { url, headers, signal } = request()
  expect((await client.get({ url, headers, signal })).json).toEqual({ ok: true })
  expect(server.calls[0]).toMatchObject({ method: 'GET', body: '' })
})

test('keeps its connections', async () => {
  for (let call = 0; call < 20; call++) await client.post(request())
  // One is free again only in the turn of the event loop after its answer.
  expect(server.connections()).toBeLessThanOrEqual(2)
})
