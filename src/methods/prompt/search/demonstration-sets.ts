import type { Example } from '../../../contracts/example.ts'
import type { FitContext, TrainingSplit } from '../../../contracts/method.ts'
import { EngineError, UnreachableModelError } from '../../../errors.ts'
import { groupBy } from '../../../stats/group-by.ts'
import { randomSource } from '../../../stats/random-source.ts'
import { shuffle } from '../../../stats/shuffle.ts'
import { embedRowsOnce } from '../../embed-rows-once.ts'
import { pickDemonstrations } from '../pick-demonstrations.ts'
import type { PromptSpec } from '../prompt-spec.ts'
import type { SearchVariant } from './halve-variants.ts'
import type { PromptSearch } from './search-prompt.ts'

/** Rows longer than this share of all are never drawn at random: one alone can fill a prompt. */
const longestShare = 0.9
const shortestShare = 0.25

/**
 * Sets of demonstrations to choose from, drawn from train by the seed: balanced by label (the quick form's own and two more),
 * the rows nearest to the middle of their label, twice as many, short ones, and two at random. The order is that of preference.
 */
export const demonstrationSets: PromptSearch = {
  size: 8,
  async variantsOf(spec, split, context) {
    const { train } = split
    const { seed } = context
    const count = spec.demonstrations
    const balanced = (size: number, shift: number) =>
      pickDemonstrations({ train, count: size, seed: seed + shift })
    const sets = [
      { name: 'balanced by label, 1', rows: balanced(count, 0) },
      { name: 'balanced by label, 2', rows: balanced(count, 1) },
      { name: 'central', rows: await centralRows(split, count, context) },
      { name: 'twice as many', rows: balanced(2 * count, 0) },
      { name: 'short', rows: shortRows(train, count, seed) },
      { name: 'random, 1', rows: randomRows(train, count, seed) },
      { name: 'balanced by label, 3', rows: balanced(count, 2) },
      { name: 'random, 2', rows: randomRows(train, count, seed + 1) },
    ]
    return variantsOf(spec, sets)
  },
}

/** Without sets that are empty or the same as an earlier one: small files have few. */
function variantsOf(spec: PromptSpec, sets: readonly { name: string; rows: Example[] }[]) {
  const variants = new Map<string, SearchVariant<PromptSpec>>()
  for (const { name, rows } of sets) {
    const ids = rows.map(({ id }) => id)
    const key = ids.join('\n')
    if (ids.length === 0 || variants.has(key)) continue
    variants.set(key, { name, spec: { ...spec, demonstrations: ids.length, rows: ids } })
  }
  const [first] = variants.values()
  return first === undefined ? [{ name: 'none', spec }] : [...variants.values()]
}

function shortRows(train: readonly Example[], count: number, seed: number): Example[] {
  return oneOfEach(shuffle(upToLength(train, shortestShare), randomSource(seed))).slice(0, count)
}

function randomRows(train: readonly Example[], count: number, seed: number): Example[] {
  return shuffle(upToLength(train, longestShare), randomSource(seed)).slice(0, count)
}

/** The rows whose input is no longer than that of this share of them. */
function upToLength(train: readonly Example[], share: number): Example[] {
  const lengths = train.map(({ input }) => input.text.length).toSorted((one, other) => one - other)
  const limit = lengths[Math.floor(share * (lengths.length - 1))] ?? 0
  return train.filter(({ input }) => input.text.length <= limit)
}

/** The first row of each answer, then all others. */
function oneOfEach(rows: readonly Example[]): Example[] {
  const firsts = new Map<string, Example>()
  for (const row of rows) if (!firsts.has(row.expected)) firsts.set(row.expected, row)
  return [...firsts.values(), ...rows.filter((row) => firsts.get(row.expected) !== row)]
}

/** Nearest to the mean vector of the rows with the same answer, one a label, frequent labels first; none without an embedder. */
async function centralRows(split: TrainingSplit, count: number, context: FitContext): Promise<Example[]> {
  const { train } = split
  const embedded = await embedIfThere(train, context)
  if (embedded === undefined) return []
  const { vectors, dimensions } = embedded
  const vectorOf = (row: number) => vectors.subarray(row * dimensions, (row + 1) * dimensions)
  const isLabelled = context.task.kind === 'classification'
  const eligible = new Set(upToLength(train, longestShare))
  const rows = train.flatMap((row, at) => (eligible.has(row) ? [at] : []))
  const groups = groupBy(rows, (row) => (isLabelled ? (train[row]?.expected ?? '') : ''))
  const central = [...groups.values()].map((members) => {
    const middle = meanOf(members.map(vectorOf), dimensions)
    const closeness = new Map(members.map((row) => [row, dot(vectorOf(row), middle)]))
    return members.toSorted((a, b) => (closeness.get(b) ?? 0) - (closeness.get(a) ?? 0) || a - b)
  })
  const bySize = central.toSorted((one, other) => other.length - one.length)
  const ranks = Array.from({ length: Math.max(0, ...bySize.map((rows) => rows.length)) }, (_, rank) => rank)
  const order = ranks.flatMap((rank) => bySize.flatMap((rows) => rows[rank] ?? []))
  return order.slice(0, count).flatMap((row) => train[row] ?? [])
}

async function embedIfThere(rows: readonly Example[], context: FitContext) {
  try {
    return await embedRowsOnce(rows, context, 'few-shot: embedding')
  } catch (error) {
    if (error instanceof UnreachableModelError || error instanceof EngineError) return undefined
    throw error
  }
}

function meanOf(vectors: readonly Float32Array[], dimensions: number): Float32Array {
  const mean = new Float32Array(dimensions)
  for (const vector of vectors)
    for (const [at, value] of vector.entries()) mean[at] = (mean[at] ?? 0) + value / vectors.length
  return mean
}

function dot(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0)
}
