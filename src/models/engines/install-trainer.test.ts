import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EngineError } from '../../errors.ts'
import { engineFacts, trainerLockSha256 } from './engines.data.ts'
import { ensureEngine } from './ensure-engine.ts'
import { findPython } from './find-python.ts'
import { lockPath } from './trainer-python.ts'

let home = ''
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'crossover-python-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

/** A program of this name that runs a shell script. */
async function program(name: string, script: string): Promise<string> {
  const path = join(home, name)
  await writeFile(path, `#!/bin/sh\n${script}\n`)
  await chmod(path, 0o755)
  return path
}

/** Says which version it is; makes environments whose Python writes down how it was called. */
function python(name: string, version: readonly [number, number, number], hasVenv = true): Promise<string> {
  const facts = JSON.stringify({ path: join(home, name), version, hasVenv })
  const inner = `printf '#!/bin/sh\\necho "$@" > "$(dirname "$0")/../pip.txt"\\n' > "$3/bin/python"; chmod +x "$3/bin/python"`
  return program(name, `case "$1" in\n-c) echo '${facts}';;\n-m) mkdir -p "$3/bin"; ${inner};;\nesac`)
}

const machine = { platform: 'linux', arch: 'x64' } as const
const noUv = '/nowhere/uv'

describe.skipIf(process.platform === 'win32')('the trainer’s environment', () => {
  it('takes the first Python of a fitting version', async () => {
    const old = await python('python3', [3, 8, 18])
    const fitting = await python('python3.12', [3, 12, 1])
    const found = await findPython({ pythons: ['/nowhere/python', old, fitting], uv: noUv })
    expect(found).toEqual({ path: fitting, version: '3.12.1', hasVenv: true })
  })

  it('prefers one that can make environments', async () => {
    const bare = await python('python3', [3, 11, 2], false)
    const whole = await python('python3.13', [3, 13, 0])
    expect(await findPython({ pythons: [bare, whole], uv: noUv })).toMatchObject({ path: whole })
  })

  it('says when there is no Python, or only an old one', async () => {
    await expect(findPython({ pythons: ['/nowhere/python'], uv: noUv })).rejects.toThrow(
      'The trainer needs Python 3.11 to 3.14, and no Python was found.',
    )
    const old = await python('python3', [3, 8, 18])
    await expect(findPython({ pythons: [old], uv: noUv })).rejects.toThrow(
      `The trainer needs Python 3.11 to 3.14. Found only: 3.8.18 (${old}).`,
    )
  })

  it('says when the venv module is missing', async () => {
    const bare = await python('python3', [3, 11, 2], false)
    const work = ensureEngine({ name: 'trainer', home, machine, pythonTools: { pythons: [bare], uv: noUv } })
    await expect(work).rejects.toThrow('lacks the venv module')
    await expect(work).rejects.toMatchObject({ hint: expect.stringContaining('apt install python3-venv') })
    await expect(work).rejects.toBeInstanceOf(EngineError)
  })

  it('makes it with venv and pip, from the lock, wheels only', async () => {
    const pythonTools = { pythons: [await python('python3', [3, 11, 7])], uv: noUv }
    const { folder } = await ensureEngine({ name: 'trainer', home, machine, pythonTools })
    expect(folder).toBe(join(home, 'engines', `trainer-${engineFacts.trainer.version}-linux-x64`))
    const given = await readFile(join(folder, 'pip.txt'), 'utf8')
    expect(given).toContain('-m pip install --only-binary=:all:')
    expect(given).toContain(`-r ${lockPath}`)
    expect(await readdir(join(home, 'engines'))).toHaveLength(1)
  })

  it('makes it with uv where there is one', async () => {
    const bare = await python('python3', [3, 11, 7], false)
    const steps = join(home, 'uv.txt')
    const make = 'for last; do :; done; [ "$1" = venv ] && mkdir -p "$last/bin" && touch "$last/bin/python"'
    const uv = await program('uv', `echo "$@" >> ${steps}\n${make}\nexit 0`)
    await ensureEngine({ name: 'trainer', home, machine, pythonTools: { pythons: [bare], uv } })
    const given = (await readFile(steps, 'utf8')).split('\n')
    expect(given[1]).toContain(`venv --no-project --python=${bare}`)
    expect(given[2]).toContain(`--only-binary=:all: --requirement ${lockPath}`)
  })

  it('says what pip said when it fails, and leaves nothing', async () => {
    await mkdir(join(home, 'x'))
    const facts = JSON.stringify({ path: join(home, 'python3'), version: [3, 11, 7], hasVenv: true })
    const failing = `echo '${facts}'; [ "$1" = -c ] || { echo "No space left on device"; exit 1; }`
    const pythonTools = { pythons: [await program('python3', failing)], uv: noUv }
    await expect(ensureEngine({ name: 'trainer', home, machine, pythonTools })).rejects.toThrow(
      'No space left on device',
    )
    expect(await readdir(join(home, 'engines'))).toEqual([])
  })
})

it('the trainer’s version stands for this lock: raise it in engines.data.ts when the lock changes', async () => {
  const lock = await readFile(lockPath)
  expect(createHash('sha256').update(lock).digest('hex')).toBe(trainerLockSha256)
})
