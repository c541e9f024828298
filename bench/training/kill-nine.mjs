/**
 * Kills the trainer, the model host or the program itself at random moments of a small LoRA training, again and again, and lets
 * the next run go on: what comes out must be what an undisturbed training gives, no process may be left, no artifact half written.
 *
 *   node bench/training/kill-nine.mjs [kills] [seed] [folder for the two tasks]
 *
 * Needs the trainer engine (crossover engine add trainer). Linux only: it looks for processes under /proc.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const [kills = 10, seed = 1] = process.argv.slice(2, 4).map(Number)
const root = join(import.meta.dirname, '..', '..')
const program = join(root, 'bin', 'crossover.js')
const folder = process.argv[4] ?? mkdtempSync(join(tmpdir(), 'crossover-kill-'))
mkdirSync(folder, { recursive: true })
let state = seed

const calm = taskIn('calm')
const calmStart = Date.now()
const undisturbed = await ended(start(calm))
const wholeMs = Date.now() - calmStart
print(`undisturbed: ${summary(undisturbed)} after ${Math.round(wholeMs / 1000)} s`)

const killed = taskIn('killed')
const counts = { program: 0, trainer: 0, host: 0 }
let round = 0
let result
while (result === undefined) {
  const run = start(killed)
  const victim = ['trainer', 'host', 'program'][round % 3]
  if (round < kills) {
    round += 1
    await killWhenThere(run, victim)
  }
  const end = await ended(run)
  const left = await leftOver(run)
  if (left.length > 0) print(`  left over: ${left.join('; ')}`)
  if (end.code === 0 && (round >= kills || end.version !== undefined)) result = end
  const wasKilled = end.code === 0 ? 'and it ended well all the same' : `exit ${end.code ?? end.signal}`
  print(`  kill ${round} (${victim}): ${wasKilled}`)
  if (end.code === 0 && round < kills) {
    // Done before all kills were spent: the state is thrown away and trained anew.
    rmSync(join(killed, '.crossover'), { recursive: true })
    result = undefined
  }
}
print(`killed ${round} times (${JSON.stringify(counts)}): ${summary(result)}`)
print(`same version: ${result.version === undisturbed.version}`)
print(`score ${(result.value - undisturbed.value).toFixed(4)} from the undisturbed one`)
print(`artifacts whole: ${wholeArtifacts(killed)}`)

function taskIn(name) {
  const task = join(folder, name)
  mkdirSync(task, { recursive: true })
  const desks = ['billing', 'sync', 'account', 'billing']
  const problems = ['a double charge', 'a folder that stays empty', 'a lost password', 'a missing invoice']
  const row = (index) => ({
    id: `r${index}`,
    input: `Note ${index}: a customer writes about ${problems[index % 4]}.`,
    output: `We looked into ${problems[index % 4]} and the ${desks[index % 4]} desk will write today.`,
  })
  const rows = (from, count) =>
    Array.from({ length: count }, (_, index) => `${JSON.stringify(row(from + index))}\n`).join('')
  writeFileSync(join(task, 'train.jsonl'), rows(0, 40))
  writeFileSync(join(task, 'validation.jsonl'), rows(40, 8))
  writeFileSync(join(task, 'test.jsonl'), rows(48, 4))
  writeFileSync(
    join(task, 'task.yaml'),
    `name: notes
kind: generation
description: Answer the note.
data: { train: train.jsonl, validation: validation.jsonl, test: test.jsonl }
success: { quality: { metric: chrF, atLeast: 0.3 } }
`,
  )
  return task
}

function start(task) {
  const child = spawn(process.execPath, [program, 'evaluate', task, '--method', 'tune/lora', '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.text = ''
  child.started = new Map()
  const watch = setInterval(() => {
    for (const pid of descendants(child.pid)) child.started.set(pid, commandOf(pid))
  }, 500)
  child.once('close', () => clearInterval(watch))
  child.error = ''
  child.stdout.on('data', (bytes) => (child.text += bytes))
  child.stderr.on('data', (bytes) => (child.error += bytes))
  child.done = new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal })))
  return child
}

async function ended(child) {
  const { code, signal } = await child.done
  const report = code === 0 || code === 1 ? JSON.parse(child.text) : undefined
  return {
    code: report === undefined ? code : 0,
    signal,
    version: report?.candidate.version,
    value: report?.quality?.value,
    message: child.error.trim().split('\n').at(-1),
  }
}

/** Waits for the victim, then a while drawn from a whole training, then kills it. */
async function killWhenThere(run, victim) {
  let isOver = false
  void run.done.then(() => (isOver = true))
  const find = () => {
    if (victim === 'program') return [run.pid]
    const pattern = victim === 'trainer' ? 'crossover_trainer' : 'llama/host'
    return descendants(run.pid).filter((pid) => commandOf(pid).includes(pattern))
  }
  const wait = random() * wholeMs * 0.5
  const until = Date.now() + wait
  while (!isOver && (Date.now() < until || find().length === 0)) await sleep(50)
  for (const pid of isOver ? [] : find()) {
    counts[victim] += 1
    process.kill(pid, 'SIGKILL')
  }
}

/** Processes a run had started that live 15 s after its program has ended: a trainer sees its stdin close and ends by itself. */
async function leftOver(run) {
  // One that had ended when it was looked at has no command line.
  const living = () =>
    [...run.started].filter(([pid, command]) => command !== '' && commandOf(pid) === command)
  for (let tries = 0; tries < 75 && living().length > 0; tries += 1) await sleep(200)
  return living().map(([pid, command]) => `${pid} ${command.slice(0, 80)}`)
}

function wholeArtifacts(task) {
  const kept = join(task, '.crossover', 'artifacts')
  const names = readdirSync(kept, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const broken = names.filter(({ name, parentPath }) => {
    const digest = createHash('sha256')
      .update(readFileSync(join(parentPath, name)))
      .digest('hex')
    return !name.includes(digest) && !parentPath.replaceAll('/', '').includes(digest)
  })
  return broken.length === 0
    ? `all ${names.length}`
    : `${broken.length} of ${names.length} are not what their name says`
}

function pids() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
}

function descendants(pid) {
  const parents = new Map(pids().map((one) => [one, parentOf(one)]))
  const isBelow = (one) => one !== undefined && (parents.get(one) === pid || isBelow(parents.get(one)))
  return [...parents.keys()].filter(isBelow)
}

function parentOf(pid) {
  try {
    return Number(/\)\s\S\s(\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1])
  } catch {
    return undefined
  }
}

function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

function random() {
  state = (state * 1103515245 + 12345) % 2147483648
  return state / 2147483648
}

function summary({ value, version, message }) {
  return value === undefined ? message : `chrF ${value.toFixed(4)}, version ${version.slice(0, 12)}`
}

function print(line) {
  process.stdout.write(`${line}\n`)
}
