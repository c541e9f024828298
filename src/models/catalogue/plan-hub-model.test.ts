import { afterEach, describe, expect, it } from 'vitest'
import { ModelError, UnreachableModelError } from '../../errors.ts'
import { ggufBytes, smallModel } from '../gguf/gguf-bytes.fixture.ts'
import { digestOf, fakeCommit, fakeHub, type FakeHub, type HubScript } from './hub/hub.fixture.ts'
import { planHubModel } from './plan-hub-model.ts'

const name = 'hf:acme/tiny/tiny-q4_k_m.gguf'
let hub: FakeHub | undefined
afterEach(() => hub?.close())

async function standIn(script: Partial<HubScript> = {}): Promise<FakeHub> {
  hub = await fakeHub({ bytes: ggufBytes(), path: 'tiny-q4_k_m.gguf', ...script })
  return hub
}

async function plan(script: Partial<HubScript> = {}, token?: string) {
  const { endpoint } = await standIn(script)
  return planHubModel(name, { endpoint, token })
}

describe('planHubModel', () => {
  it('says what a model is from the declaration and the header alone', async () => {
    const bytes = Buffer.concat([ggufBytes(), Buffer.alloc(5_000_000)])
    const { endpoint, asked, sentBytes } = await standIn({ bytes })
    const found = await planHubModel(name, { endpoint })
    expect(found).toMatchObject({
      name,
      file: 'tiny-q4_k_m.gguf',
      bytes: bytes.length,
      sha256: digestOf(bytes),
      licence: 'apache-2.0',
      facts: { architecture: 'llama', parameters: 4352, contextTokens: 4096, quantisation: 'Q4_K_M' },
      memory: { contextTokens: 4096, weightsBytes: bytes.length, cacheBytes: 128 * 4096 },
      warnings: [],
      origin: {
        kind: 'hub',
        file: { commit: fakeCommit, url: `${endpoint}/acme/tiny/resolve/${fakeCommit}/tiny-q4_k_m.gguf` },
      },
    })
    expect(asked.map(({ host, path }) => `${host} ${path}`)).toEqual([
      'hub /api/models/acme/tiny?blobs=true',
      `hub /acme/tiny/resolve/${fakeCommit}/tiny-q4_k_m.gguf`,
      'files /blob?signed=1',
    ])
    expect(sentBytes()).toBe(1 << 20)
  })

  it('asks for more of a header that is longer than the first request', async () => {
    const tokens = Array.from({ length: 60_000 }, (_, index) => `token number ${index}`)
    const bytes = Buffer.concat([
      ggufBytes({ ...smallModel, 'tokenizer.ggml.tokens': tokens }),
      Buffer.alloc(5_000_000),
    ])
    const { asked } = await standIn({ bytes })
    const found = await planHubModel(name, { endpoint: hub?.endpoint })
    expect(found.facts.vocabularySize).toBe(60_000)
    const ranges = asked.filter(({ host }) => host === 'files').map(({ range }) => range)
    expect(ranges).toEqual(['bytes=0-1048575', 'bytes=1048576-4194303'])
  })

  it('gives up on a header that never ends', async () => {
    const endless = ggufBytes({ ...smallModel, 'tokenizer.ggml.tokens': [] })
    // The vocabulary is made an array of 66 million bytes: item type 0 (uint8) and its length.
    const at = endless.indexOf('tokenizer.ggml.tokens') + 'tokenizer.ggml.tokens'.length + 4
    endless.writeUInt32LE(0, at)
    endless.writeBigUInt64LE(66n << 20n, at + 4)
    const bytes = Buffer.concat([endless.subarray(0, at + 12), Buffer.alloc(68 << 20)])
    await expect(plan({ bytes })).rejects.toThrow('tiny-q4_k_m.gguf has a header of more than 64 MiB.')
  })

  it('reads the header from a host without ranges, and lets go of the rest', async () => {
    const bytes = Buffer.concat([ggufBytes(), Buffer.alloc(3_000_000)])
    expect(await plan({ bytes, isWithoutRanges: true })).toMatchObject({ facts: { parameters: 4352 } })
  })

  it('sends the token to the hub and not to the host it redirects to', async () => {
    await plan({ token: 'hf_secret' }, 'hf_secret')
    expect(hub?.asked.map(({ host, hasToken }) => `${host} ${hasToken}`)).toEqual([
      'hub true',
      'hub true',
      'files false',
    ])
  })

  const refused: [string, Partial<HubScript>, string][] = [
    [
      'what is no GGUF file',
      { bytes: Buffer.alloc(2_000_000, 'PK') },
      'begins with "PKPK": a GGUF file begins with "GGUF"',
    ],
    [
      'an absent repository',
      { apiStatus: 404 },
      'The hub has no acme/tiny, or no tiny-q4_k_m.gguf in it (404).',
    ],
    [
      'an absent file',
      { path: 'tiny-q8_0.gguf' },
      'acme/tiny has no file tiny-q4_k_m.gguf. Did you mean tiny-q8_0.gguf? GGUF files there: tiny-q8_0.gguf.',
    ],
    ['a repository without GGUF files', { path: 'model.safetensors' }, 'acme/tiny has no GGUF file at all'],
    ['a file without a digest', { sha256: null }, `The hub declares no sha256 and size for ${name}`],
    [
      'an answer that is none',
      { apiText: '<html>' },
      "The hub's answer about acme/tiny is not what its model API gives.",
    ],
    ['a gated file', { fileStatus: 403 }, 'The hub answers 403 for acme/tiny: it is gated.'],
    [
      'a stranger',
      { token: 'hf_secret' },
      'The hub answers 401 for acme/tiny: it is gated or private, or there is none of that name.',
    ],
    ['another part than asked for', { contentRange: 'bytes 7-9/99' }, 'gives "bytes 7-9/99"'],
    [
      'a redirect to plain http elsewhere',
      { redirectTo: 'http://files.example/x' },
      'sends to "http://files.example". Only https addresses are followed.',
    ],
    [
      'a redirect to no web address',
      { redirectTo: 'file:///etc/passwd' },
      'Only https addresses are followed.',
    ],
    [
      'an encoder',
      { bytes: ggufBytes({ ...smallModel, 'general.architecture': 'bert' }) },
      'is a text encoder (architecture bert)',
    ],
  ]
  it.each(refused)('refuses %s', async (_title, script, message) => {
    const work = plan(script)
    await expect(work).rejects.toBeInstanceOf(ModelError)
    await expect(work).rejects.toThrow(message)
  })

  it('names HF_TOKEN where one is missing, and the account where one is refused', async () => {
    await expect(plan({ token: 'hf_secret' })).rejects.toMatchObject({
      hint: expect.stringContaining('set HF_TOKEN'),
    })
    await hub?.close()
    const work = plan({ token: 'hf_secret' }, 'hf_other')
    await expect(work).rejects.toThrow('the account of HF_TOKEN has no access to it')
    await expect(work).rejects.not.toThrow('hf_other')
  })

  it('does not follow a hub elsewhere to this machine', async () => {
    const fetch = () =>
      Promise.resolve(new Response(undefined, { status: 302, headers: { location: 'http://127.0.0.1/x' } }))
    const work = planHubModel(name, { endpoint: 'https://hub.example', fetch })
    await expect(work).rejects.toThrow(
      'hub.example sends to "http://127.0.0.1". Only https addresses are followed.',
    )
  })

  it('says what it tried and how a file is added by hand when the hub cannot be reached', async () => {
    const gone = await standIn()
    const { endpoint } = gone
    await gone.close()
    hub = undefined
    const work = planHubModel(name, { endpoint })
    await expect(work).rejects.toBeInstanceOf(UnreachableModelError)
    await expect(work).rejects.toThrow(
      /^hf:acme\/tiny\/tiny-q4_k_m.gguf cannot be added: 127.0.0.1:\d+ could not be reached: .*ECONNREFUSED/,
    )
    await expect(work).rejects.toMatchObject({
      hint: expect.stringContaining(`crossover models add ./tiny-q4_k_m.gguf --name ${name}`),
    })
  })

  it('waits for an answer no longer than it may', async () => {
    const fetch = (_: unknown, init?: RequestInit) =>
      new Promise<Response>((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error))
      })
    const work = planHubModel(name, { endpoint: 'https://hub.example', fetch, answerWithinMs: 1 })
    await expect(work).rejects.toThrow('hub.example could not be reached: no answer within 0.001 s.')
  })

  it('asks nobody for a name that cannot be one file, or a hub that is not safe', async () => {
    const fetch = () => Promise.reject(new Error('asked'))
    const ask = (asked: string, endpoint?: string) => planHubModel(asked, { fetch, endpoint })
    await expect(ask('hf:acme/tiny')).rejects.toThrow('Such a name is hf:<org>/<repo>/<file.gguf>.')
    await expect(ask('hf:acme/../x/tiny.gguf')).rejects.toThrow('names no GGUF file')
    await expect(ask('hf:acme/tiny/big-00002-of-00003.gguf')).rejects.toThrow(
      'is piece 2 of 3 of a split model',
    )
    await expect(ask(name, 'http://hub.example')).rejects.toThrow('It must begin with https://')
    await expect(ask(name, 'hub')).rejects.toThrow(`The hub's address is "hub".`)
  })
})
