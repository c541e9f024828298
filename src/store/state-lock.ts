import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { StoreError } from '../errors.ts'

const ownerSchema = z.object({ pid: z.number().int(), host: z.string(), since: z.string() })
type Owner = z.infer<typeof ownerSchema>

/**
 * Takes the one writer's place in a state folder. A lock whose owner is dead is taken over.
 *
 * @returns a function that gives the lock back; calling it twice is harmless.
 * @throws StoreError naming the owner when a living process holds it.
 */
export function lockState(folder: string): () => void {
  const path = join(folder, 'lock')
  for (let attempt = 0; attempt < 3; attempt++) {
    if (tryCreate(path)) return () => release(path)
    const owner = readOwner(path)
    if (owner !== undefined && isAlive(owner)) throw heldBy(owner, folder)
    rmSync(path, { force: true })
  }
  throw new StoreError(`Cannot take the lock ${path}: it keeps coming back.`, {
    hint: 'Try again in a moment.',
  })
}

function tryCreate(path: string): boolean {
  const owner: Owner = { pid: process.pid, host: hostname(), since: new Date().toISOString() }
  try {
    writeFileSync(path, JSON.stringify(owner), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw new StoreError(`Cannot write ${path}: ${(error as Error).message}.`, { cause: error })
  }
}

/** An unreadable lock is one whose writer died between creating and filling it. */
function readOwner(path: string): Owner | undefined {
  try {
    return ownerSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined
  }
}

/** Signal 0 only asks; EPERM means alive and somebody else's. A process of another machine counts as alive. */
function isAlive({ pid, host }: Owner): boolean {
  if (host !== hostname()) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function heldBy({ pid, host, since }: Owner, folder: string): StoreError {
  const where = host === hostname() ? `process ${pid}` : `process ${pid} on ${host}`
  return new StoreError(`Another crossover is at work on this task (${where}, since ${since}).`, {
    hint: `Wait for it or stop it. If it is gone, remove ${join(folder, 'lock')}.`,
  })
}

function release(path: string): void {
  if (readOwner(path)?.pid === process.pid) rmSync(path, { force: true })
}
