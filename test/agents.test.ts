import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { expect, test } from 'vitest'
import * as z from 'zod'

const root = join(import.meta.dirname, '..')
const guide = readFileSync(join(root, 'AGENTS.md'), 'utf8')

interface Room {
  name: string
  layer: number
  folders: string[]
}

test('is short enough to be read whole', () => {
  expect(guide.trimEnd().split('\n').length).toBeLessThanOrEqual(60)
})

test('the map has every folder under src, and no other', () => {
  const mapped = roomsOfMap().flatMap(({ name, folders }) => [
    name,
    ...folders.map((folder) => `${name}/${folder}`),
  ])
  expect(mapped.toSorted()).toEqual(foldersUnderSrc().toSorted())
})

test('the lint forbids each room exactly the rooms that are not below it in the map', () => {
  const rooms = roomsOfMap()
  const restrictions = restrictionsOfLint()
  for (const room of rooms) {
    const notBelow = rooms.filter((other) => other !== room && other.layer >= room.layer)
    const forbidden = rooms.filter(({ name }) => restrictions.get(room.name)?.forbidden.includes(name))
    expect([room.name, namesOf(forbidden)]).toEqual([room.name, namesOf(notBelow)])
  }
})

test('the lint and the map give a room the same layer', () => {
  const restrictions = restrictionsOfLint()
  const restricted = roomsOfMap().filter(({ name }) => restrictions.has(name))
  expect(restricted.map(({ name }) => [name, restrictions.get(name)?.layer])).toEqual(
    restricted.map(({ name, layer }) => [name, Math.floor(layer)]),
  )
})

test('every file and folder it names exists', () => {
  const named = spans().filter((span) => isPath(span) && !isInsideMap(span) && !isState(span))
  const missing = named.filter((path) => !existsSync(join(root, path)))
  expect(named.length).toBeGreaterThan(10)
  expect(missing).toEqual([])
})

test('every command it names can be given', () => {
  const { scripts } = packageSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  const commands = spans().filter((span) => /^(npm|npx|node) /u.test(span))
  const wrong = commands.filter((command) => {
    const [program = '', verb = '', argument = ''] = command.split(' ')
    if (program === 'node') return !existsSync(join(root, verb))
    if (program === 'npx') return !existsSync(join(root, 'node_modules', '.bin', verb))
    if (verb === 'ci') return !existsSync(join(root, 'package-lock.json'))
    return scripts[verb === 'run' ? argument : verb] === undefined
  })
  expect(commands.length).toBeGreaterThan(5)
  expect(wrong).toEqual([])
})

const packageSchema = z.object({ scripts: z.record(z.string(), z.string()) })

const lintSchema = z.object({
  overrides: z.array(z.object({ files: z.array(z.string()), rules: z.record(z.string(), z.unknown()) })),
})

const restrictionSchema = z.tuple([
  z.literal('error'),
  z.object({ patterns: z.array(z.object({ regex: z.string(), message: z.string() })) }),
])

/** The rows of the table of rooms. */
function roomsOfMap(): Room[] {
  const rows = guide.matchAll(/^\| ([\d.]+) \| `([a-z]+)\/` \|.*\|([^|]*)\|$/gmu)
  return [...rows].map(([, layer = '', name = '', inside = '']) => ({
    name,
    layer: Number(layer),
    folders: [...inside.matchAll(/`([a-z/-]+)\/`/gu)].map(([, folder = '']) => folder),
  }))
}

function namesOf(rooms: readonly Room[]): string[] {
  return rooms.map(({ name }) => name)
}

function foldersUnderSrc(): string[] {
  const src = join(root, 'src')
  return readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => relative(src, join(entry.parentPath, entry.name)).split(sep).join('/'))
}

/** What each room may not import, and the layer its message names. */
function restrictionsOfLint(): Map<string, { forbidden: string[]; layer: number }> {
  const { overrides } = lintSchema.parse(JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8')))
  const found = new Map<string, { forbidden: string[]; layer: number }>()
  for (const { files, rules } of overrides) {
    const name = /^src\/([a-z]+)\/\*\*\/\*\.ts$/u.exec(files[0] ?? '')?.[1]
    const restriction = restrictionSchema.safeParse(rules['no-restricted-imports'])
    const pattern = restriction.data?.[1].patterns[0]
    if (name === undefined || pattern === undefined) continue
    const forbidden = (/\(([a-z|]+)\)\/$/u.exec(pattern.regex)?.[1] ?? '').split('|')
    const layer = Number(/is layer (\d+)/u.exec(pattern.message)?.[1])
    found.set(name, { forbidden, layer })
  }
  return found
}

/** Everything in back quotes. */
function spans(): string[] {
  return [...guide.matchAll(/`([^`\n]+)`/gu)].map(([, span = '']) => span)
}

function isPath(span: string): boolean {
  return (
    /^[\w.-]+(\/[\w.-]*)*$/u.test(span) && /\/|\.(md|json|ts|yaml|mjs)$/u.test(span) && span !== 'x.test.ts'
  )
}

/** Names in the map are relative to src, or to their room: the map's own test has them. */
function isInsideMap(span: string): boolean {
  return roomsOfMap().some(({ name, folders }) => [name, ...folders].some((folder) => `${folder}/` === span))
}

/** What a build or a run makes is not in a fresh clone. */
function isState(span: string): boolean {
  return span === '.crossover/' || span === 'dist/'
}
