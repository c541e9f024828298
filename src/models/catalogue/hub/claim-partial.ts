import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ModelError } from '../../../errors.ts'

/** The part of a file that is here, held by this process. */
export interface Partial {
  path: string
  /** Gives it back for the next attempt. */
  release(): Promise<void>
}

/**
 * Takes the part of a file that an earlier download left, or begins one. It carries the number of the process that
 * writes it, so that two processes never write one part, and what a killed process left is taken over.
 *
 * @throws ModelError when a living process is downloading this file.
 */
export async function claimPartial(folder: string, file: string): Promise<Partial> {
  await mkdir(folder, { recursive: true })
  const free = join(folder, `${file}.partial`)
  const mine = `${free}-${process.pid}`
  const left = await leftParts(folder, `${file}.partial`)
  const busy = left.find(({ pid }) => pid !== undefined && pid !== process.pid && isAlive(pid))
  if (busy !== undefined) throw downloading(file, join(folder, busy.name), busy.pid)
  const [largest] = left.toSorted((a, b) => b.bytes - a.bytes)
  const from = largest === undefined ? undefined : join(folder, largest.name)
  const isTaken = from !== undefined && (await renamed(from, mine))
  if (!isTaken) await writeFile(mine, '', { flag: 'wx' })
  return { path: mine, release: async () => void (await renamed(mine, free)) }
}

async function leftParts(
  folder: string,
  prefix: string,
): Promise<{ name: string; pid?: number; bytes: number }[]> {
  const names = (await readdir(folder)).filter((name) => name === prefix || name.startsWith(`${prefix}-`))
  return Promise.all(
    names.map(async (name) => {
      const bytes = await stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      )
      return name === prefix ? { name, bytes } : { name, bytes, pid: Number(name.slice(prefix.length + 1)) }
    }),
  )
}

/** Whether a process is there. Signal 0 only asks; EPERM means alive and somebody else's. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

async function renamed(from: string, to: string): Promise<boolean> {
  return rename(from, to).then(
    () => true,
    () => false,
  )
}

function downloading(file: string, path: string, pid: number | undefined): ModelError {
  return new ModelError(`Process ${pid} is downloading ${file} already.`, {
    hint: `Wait for it. If that process is something else, delete ${path}.`,
  })
}
