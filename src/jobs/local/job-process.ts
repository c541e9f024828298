import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'

/** A process as its script wrote it down: its id alone may be another's after a restart of the machine. */
export interface JobProcess {
  pid: number
  /** Id of this start of the system; empty where the system has none. */
  boot: string
  /** When the process began, in the system's own words. */
  start: string
}

/** The file of a job's script. @returns nothing for a file that is none. */
export function parseProcess(text: string): JobProcess | undefined {
  const [id = '', boot = '', start = ''] = text.split('\n').map((line) => line.trim())
  const pid = Number(id)
  return Number.isSafeInteger(pid) && pid > 1 && start !== '' ? { pid, boot, start } : undefined
}

/** Whether the process, or one that it started in its group, is still there. */
export function isAlive(process: JobProcess): boolean {
  if (process.boot !== bootId()) return false
  const start = startOf(process.pid)
  if (start !== undefined) return start === process.start
  // The leader is gone. While its group has members, its id is given to nobody else.
  return process.boot !== '' && hasGroup(process.pid)
}

/** Sends a signal to the whole group; what is gone already is left. */
export function signalGroup({ pid }: JobProcess, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(-pid, name)
  } catch {
    // It ended a moment ago.
  }
}

function bootId(): string {
  return readOrEmpty('/proc/sys/kernel/random/boot_id').trim()
}

/** Nothing where there is no such process, or only what is left of it until its parent looks. */
function startOf(pid: number): string | undefined {
  if (process.platform === 'linux') return statOf(String(pid))?.start
  try {
    const said = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    return said === '' ? undefined : said
  } catch {
    return undefined
  }
}

/** Members that ended and that nobody has looked after do not count: in a container they may stay for ever. */
function hasGroup(pid: number): boolean {
  return readdirSync('/proc').some((name) => /^\d+$/u.test(name) && statOf(name)?.group === pid)
}

/** @see proc_pid_stat(5): the name in parentheses may hold spaces; behind it stand state, parent, group, and, as field 22, the start. */
function statOf(pid: string): { group: number; start: string } | undefined {
  const stat = readOrEmpty(`/proc/${pid}/stat`)
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state = 'Z', , group] = fields
  return state === 'Z' || state === '' ? undefined : { group: Number(group), start: fields[19] ?? '' }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
