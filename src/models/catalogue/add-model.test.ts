import { existsSync } from 'node:fs'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ProgressEvent } from '../../contracts/progress.ts'
import { StoppedError, UnreachableModelError } from '../../errors.ts'
import { ggufBytes, smallModel } from '../gguf/gguf-bytes.fixture.ts'
import { addModel } from './add-model.ts'
import { addedModels } from './added-models.ts'
import { cachedPath } from './ensure-file.ts'
import { ensureModel } from './ensure-model.ts'
import { digestOf, fakeCommit, fakeHub, type FakeHub, type HubScript } from './hub/hub.fixture.ts'
import { listModels } from './list-models.ts'
import { planHubModel } from './plan-hub-model.ts'
import { planLocalModel } from './plan-local-model.ts'
import { removeModel } from './remove-model.ts'

const name = 'hf:acme/tiny/tiny.gguf'
const bytes = Buffer.concat([ggufBytes(), Buffer.alloc(400_000, 7)])
const sha256 = digestOf(bytes)
const now = () => new Date('2026-01-02T03:04:05Z')

let home = ''
let hub: FakeHub | undefined
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'crossover-added-'))
})
afterEach(async () => {
  await hub?.close()
  hub = undefined
  await rm(home, { recursive: true, force: true })
})

const cached = () => cachedPath(home, { sha256, file: 'tiny.gguf' })

async function planned(script: Partial<HubScript> = {}) {
  hub = await fakeHub({ bytes, path: 'tiny.gguf', ...script })
  let received = 0
  hub.script.received = () => received
  const progress = (event: ProgressEvent) => void (received = event.done)
  const options = { endpoint: hub.endpoint, home, now, progress }
  return { hub, options, plan: await planHubModel(name, options) }
}

describe('addModel from the hub', () => {
  it('downloads, checks, pins: the name then works like the catalogue’s', async () => {
    const { hub: server, plan, options } = await planned()
    const added = await addModel(plan, options)
    const url = `${server.endpoint}/acme/tiny/resolve/${fakeCommit}/tiny.gguf`
    expect(added).toEqual({
      version: 1,
      name,
      title: 'Tiny Instruct',
      file: 'tiny.gguf',
      sha256,
      bytes: bytes.length,
      parameters: 4352,
      contextTokens: 4096,
      architecture: 'llama',
      quantisation: 'Q4_K_M',
      licence: 'apache-2.0',
      url,
      addedAt: '2026-01-02T03:04:05.000Z',
    })
    expect(addedModels(home)).toEqual([added])
    const identity = {
      name,
      role: 'language',
      provider: 'local',
      sha256,
      parameters: 4352,
      licence: 'apache-2.0',
    }
    expect(await ensureModel({ name, home })).toEqual({ name, identity, files: { model: cached() } })
    expect(listModels(home).at(-1)).toMatchObject({
      name,
      isAdded: true,
      isCached: true,
      contextTokens: 4096,
    })
    expect((await readdir(dirname(cached()))).toSorted()).toEqual(['tiny.gguf', 'tiny.gguf.verified.json'])
  })

  it('fetches nothing a second time', async () => {
    const { hub: server, plan, options } = await planned()
    await addModel(plan, options)
    const before = server.asked.length
    await addModel(plan, options)
    expect(server.asked).toHaveLength(before)
  })

  it('goes on within a run as long as each connection brings bytes', async () => {
    const { hub: server, plan, options } = await planned()
    server.script.cuts = [100_000, 50_000]
    await addModel(plan, options)
    expect(bytes.equals(await readFile(cached()))).toBe(true)
    expect(rangesOf(server)).toEqual(['bytes=0-', 'bytes=100000-', 'bytes=150000-'])
  })

  it('keeps what came when the connection brings nothing more, and goes on from there next time', async () => {
    const { hub: server, plan, options } = await planned()
    server.script.cuts = [100_000, 0]
    const work = addModel(plan, options)
    await expect(work).rejects.toBeInstanceOf(UnreachableModelError)
    await expect(work).rejects.toThrow(
      `The download of tiny.gguf broke off after 100000 of ${bytes.length} bytes`,
    )
    expect(addedModels(home)).toEqual([])
    const done: number[] = []
    await addModel(plan, { ...options, progress: (event) => void done.push(event.done) })
    expect(rangesOf(server).at(-1)).toBe('bytes=100000-')
    expect(done[0]).toBeGreaterThan(100_000)
    expect(bytes.equals(await readFile(cached()))).toBe(true)
  })

  it('takes over what a killed process left, and nothing of one that lives', async () => {
    const { hub: server, plan, options } = await planned()
    server.script.cuts = [100_000, 0]
    await expect(addModel(plan, options)).rejects.toThrow('broke off')
    const folder = dirname(cached())
    const part = await readFile(join(folder, 'tiny.gguf.partial'))
    await writeFile(join(folder, `tiny.gguf.partial-${process.ppid}`), part)
    await expect(addModel(plan, options)).rejects.toThrow(
      `Process ${process.ppid} is downloading tiny.gguf already.`,
    )
    await rm(join(folder, `tiny.gguf.partial-${process.ppid}`))
    await rm(join(folder, 'tiny.gguf.partial'))
    // No process has this number: Linux, macOS and Windows stay below it.
    await writeFile(join(folder, 'tiny.gguf.partial-2147483646'), part)
    await addModel(plan, options)
    expect(rangesOf(server).at(-1)).toBe('bytes=100000-')
  })

  it('begins again where the host knows no ranges', async () => {
    const { hub: server, plan, options } = await planned({ isWithoutRanges: true })
    server.script.cuts = [100_000, 200_000]
    await addModel(plan, options)
    expect(bytes.equals(await readFile(cached()))).toBe(true)
  })

  it('deletes bytes that are not those declared', async () => {
    const other = Buffer.from(bytes)
    other[bytes.length - 1] = 8
    const { plan, options } = await planned({ sent: other })
    await expect(addModel(plan, options)).rejects.toThrow(
      `tiny.gguf came with sha256 ${digestOf(other)}, the hub declares ${sha256}. It was deleted.`,
    )
    expect(await readdir(dirname(cached()))).toEqual([])
    expect(addedModels(home)).toEqual([])
  })

  it('stops before it keeps more than declared', async () => {
    const { hub: server, plan, options } = await planned()
    server.script.isWithoutRanges = true
    server.script.sent = Buffer.concat([bytes, Buffer.from('more')])
    await expect(addModel(plan, options)).rejects.toThrow('The hub sends more bytes than it declares.')
  })

  it('stops when asked to, and keeps what came', async () => {
    const { plan, options } = await planned()
    const stop = new AbortController()
    const work = addModel(plan, { ...options, signal: stop.signal, progress: () => stop.abort() })
    await expect(work).rejects.toBeInstanceOf(StoppedError)
    expect(existsSync(join(dirname(cached()), 'tiny.gguf.partial'))).toBe(true)
  })

  it('refuses access that ended since it was looked at', async () => {
    const { hub: server, plan, options } = await planned()
    server.script.fileStatus = 403
    await expect(addModel(plan, options)).rejects.toThrow('The hub answers 403 for acme/tiny: it is gated.')
  })
})

describe('addModel from disk', () => {
  const fileOnDisk = async (content: Buffer = bytes, file = 'down loaded.gguf') => {
    const path = join(home, file)
    await writeFile(path, content)
    return path
  }

  it('keeps a copy under a local name', async () => {
    const path = await fileOnDisk()
    const added = await addModel(await planLocalModel({ path, name: 'mine' }), { home, now })
    expect(added).toMatchObject({
      name: 'local:mine',
      sha256,
      file: 'down_loaded.gguf',
      licence: 'mit',
      parameters: 4352,
    })
    expect(added.url).toBeUndefined()
    await rm(path)
    expect(await ensureModel({ name: 'local:mine', home })).toMatchObject({
      identity: { name: 'local:mine', sha256 },
    })
  })

  it('gives it the name it has on the hub, so that a task file stays the same', async () => {
    const path = await fileOnDisk()
    await addModel(await planLocalModel({ path, name }), { home, now })
    expect(listModels(home).at(-1)).toMatchObject({ name, sha256, isCached: true })
  })

  it.each([
    ['no such file', 'mine', 'absent.gguf', 'There is no file '],
    [
      'a name with capitals',
      'Mine',
      'down loaded.gguf',
      'A model cannot be named "Mine". Allowed are a to z',
    ],
    [
      'a name of the catalogue',
      'smollm2-135m',
      'down loaded.gguf',
      'local:smollm2-135m is a model of the catalogue.',
    ],
    ['a folder', 'mine', '.', ' is no file.'],
  ])('refuses %s', async (...[, wanted, file, message]) => {
    await fileOnDisk()
    await expect(planLocalModel({ path: join(home, file), name: wanted })).rejects.toThrow(message)
  })

  it('refuses what is no GGUF file or cut off', async () => {
    const zip = await fileOnDisk(Buffer.from('PK and so on, a zip file'), 'a.gguf')
    await expect(planLocalModel({ path: zip, name: 'mine' })).rejects.toThrow('begins with "PK a"')
    const cut = await fileOnDisk(ggufBytes().subarray(0, 900), 'b.gguf')
    await expect(planLocalModel({ path: cut, name: 'mine' })).rejects.toThrow('cut off')
  })

  it('says so when bytes in the cache were lost and cannot be fetched', async () => {
    const path = await fileOnDisk()
    await addModel(await planLocalModel({ path, name: 'mine' }), { home, now })
    await rm(dirname(cachedPath(home, { sha256, file: 'x' })), { recursive: true })
    await expect(ensureModel({ name: 'local:mine', home })).rejects.toMatchObject({
      hint: expect.stringContaining('It was added from a file on disk: adding it again does the same.'),
    })
  })
})

describe('removeModel of an added model', () => {
  it('forgets the name and frees the bytes, unless another name has them', async () => {
    const path = join(home, 'tiny.gguf')
    await writeFile(path, bytes)
    for (const each of ['one', 'two'])
      await addModel(await planLocalModel({ path, name: each }), { home, now })
    expect(await removeModel('local:one', home)).toBe(0)
    expect(addedModels(home).map((added) => added.name)).toEqual(['local:two'])
    expect(await removeModel('local:two', home)).toBeGreaterThanOrEqual(bytes.length)
    expect(existsSync(dirname(cached()))).toBe(false)
    await expect(removeModel(name, home)).rejects.toMatchObject({ hint: `Run: crossover models add ${name}` })
  })
})

describe('removeModel where another model has the same bytes', () => {
  it('deletes only what it alone calls by that name', async () => {
    const names = { one: 'a.gguf', two: 'b.gguf' }
    for (const [each, file] of Object.entries(names)) {
      await writeFile(join(home, file), bytes)
      await addModel(await planLocalModel({ path: join(home, file), name: each }), { home, now })
    }
    expect(await removeModel('local:one', home)).toBe(bytes.length)
    expect((await readdir(dirname(cached()))).toSorted()).toEqual(['b.gguf', 'b.gguf.verified.json'])
    expect(await ensureModel({ name: 'local:two', home })).toMatchObject({ identity: { sha256 } })
  })
})

describe('removeModel of a download that was never completed', () => {
  it('deletes what came', async () => {
    const { hub: server, plan, options } = await planned()
    server.script.cuts = [100_000, 0]
    await expect(addModel(plan, options)).rejects.toThrow('broke off')
    expect(await removeModel(name, home)).toBe(100_000)
    expect(await readdir(dirname(cached()))).toEqual([])
    await expect(removeModel(name, home)).rejects.toThrow(`${name} has not been added to this cache.`)
  })
})

describe('what is pinned', () => {
  it('is refused when it cannot be understood, naming the file', async () => {
    const path = join(home, 'tiny.gguf')
    await writeFile(path, ggufBytes(smallModel))
    await addModel(await planLocalModel({ path, name: 'mine' }), { home, now })
    const pin = join(home, 'models', 'added', 'local%3Amine.json')
    await writeFile(pin, '{')
    expect(() => listModels(home)).toThrow(`${pin} cannot be read as an added model`)
  })
})

function rangesOf(server: FakeHub): (string | undefined)[] {
  // The first is the header's.
  return server.asked
    .filter(({ host }) => host === 'files')
    .map(({ range }) => range)
    .slice(1)
}
