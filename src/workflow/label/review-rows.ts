import { reviewQueue, type LabelSuspect, type ReviewReason } from '../../assess/review/review-queue.ts'
import type { Task } from '../../contracts/task.ts'
import { groupBy } from '../../stats/group-by.ts'
import { randomSource } from '../../stats/random-source.ts'
import { shuffle } from '../../stats/shuffle.ts'
import { normaliseText } from '../../text/same-text.ts'
import { textDimensions, textVectors } from '../../text/text-vectors.ts'
import { knownSuspects } from './known-suspects.ts'
import { loadLabelRows, type LabelPool, type LabelRow } from './load-label-rows.ts'
import { suggestLabels, type Suggestions, type SuggestOptions } from './suggest-labels.ts'

/** A row to be labelled, why it is worth it, and what a model would say. */
export interface ReviewRow extends LabelRow {
  reasons: ReviewReason[]
  suggestion?: { output: string; confidence?: number }
  /** Labels in the order in which they are likely, as far as a model says. */
  likely: string[]
}

/** What a labelling session works through. */
export interface Review {
  from: string
  /** Most worth labelling first. */
  rows: ReviewRow[]
  /** Every label the task knows, sorted; empty where answers are free text. */
  labels: string[]
  withheld: number
  /** The candidate behind the suggestions. */
  candidate?: string
}

export interface ReviewOptions extends SuggestOptions {
  /** See `loadLabelRows`. */
  from?: string
  /** Doubted labels of these rows from a cross-fitted model; default those of the latest deep check or run, else a fitted candidate's own doubts. */
  suspects?: readonly LabelSuspect[]
}

/** Ordering looks at no more rows than these: similarity of all to all grows with their product. */
const mostRows = 5000
const mostCovered = 3000

/**
 * The rows of a source in the order in which labelling them is worth most, each with the answer of the best fast candidate of
 * earlier runs. Runs no language model and installs nothing.
 *
 * @throws TaskError, DataError for a source or file that cannot be used.
 */
export async function reviewRows(task: Task, options: ReviewOptions): Promise<Review> {
  const loaded = await loadLabelRows(task, options.from)
  const known = await doubtedLabels(task, loaded.rows, options)
  const pool = { ...loaded, rows: rankedRows(loaded.rows, known ?? [], task.seed) }
  const suggestions = await suggestLabels(task, pool, options)
  const suspects = known ?? ownDoubts(pool.rows, suggestions)
  const queue = reviewQueue(
    {
      rows: pool.rows,
      ...(await vectorsOf(task, pool, options)),
      ...(suggestions.candidate === undefined ? {} : { probabilities: probabilitiesOf(suggestions) }),
      answers: suggestions.answers,
      suspects,
      conflicts: conflictsOf(pool.rows),
    },
    { seed: task.seed },
  )
  const suggested = new Map(suspects.map((suspect) => [suspect.rowId, suspect.suggested]))
  return {
    from: pool.from,
    rows: queue.flatMap(({ row, reasons }) => {
      const source = pool.rows[row]
      if (source === undefined) return []
      return [{ ...source, reasons, ...suggestionOf(suggestions, row, suggested.get(source.id)) }]
    }),
    labels: labelsOf(task, pool),
    withheld: pool.withheld,
    ...(suggestions.candidate === undefined ? {} : { candidate: suggestions.candidate }),
  }
}

/** What a cross-fitted model doubts of these rows, given or measured before, and says where it is from. */
async function doubtedLabels(
  task: Task,
  rows: readonly LabelRow[],
  { suspects, events }: ReviewOptions,
): Promise<readonly LabelSuspect[] | undefined> {
  if (suspects !== undefined) return suspects
  const known = await knownSuspects(task, rows)
  if (known !== undefined)
    events.notice(
      `A model that had not seen them doubts the labels of ${known.suspects.length} of these rows (${known.from}): they are ranked in.`,
    )
  return known?.suspects
}

/** All rows, or a draw of them in which no suspect is left out. */
function rankedRows(rows: readonly LabelRow[], suspects: readonly LabelSuspect[], seed: number): LabelRow[] {
  const ids = new Set(suspects.map(({ rowId }) => rowId))
  const first = rows.filter(({ id }) => ids.has(id))
  const others = rows.filter(({ id }) => !ids.has(id))
  return [...first, ...drawn(others, Math.max(0, mostRows - first.length), seed)]
}

function drawn<Row>(rows: readonly Row[], most: number, seed: number): Row[] {
  return rows.length <= most ? [...rows] : shuffle(rows, randomSource(seed)).slice(0, most)
}

/** Where a candidate is surer of another label than of the one the row has: a hint only, since it may have seen the row. */
function ownDoubts(rows: readonly LabelRow[], { predictions }: Suggestions): LabelSuspect[] {
  return rows.flatMap(({ id, expected }, at) => {
    const prediction = predictions[at]
    if (prediction === undefined || expected === undefined || prediction.output === expected) return []
    const { output, confidence = 0, alternatives = [] } = prediction
    const own = alternatives.find((entry) => entry.output === expected)?.probability ?? 0
    return [{ rowId: id, score: confidence - own, suggested: output }]
  })
}

/** Rows of one text with different answers. */
function conflictsOf(rows: readonly LabelRow[]): string[] {
  const byText = groupBy(rows, ({ input }) => normaliseText(input.text))
  return [...byText.values()]
    .filter((same) => new Set(same.map(({ expected }) => expected)).size > 1)
    .flatMap((same) => same.map(({ id }) => id))
}

function probabilitiesOf({ predictions }: Suggestions): number[][] {
  return predictions.map((prediction) => {
    const { alternatives = [], confidence } = prediction ?? {}
    if (alternatives.length > 0) return alternatives.map(({ probability }) => probability)
    return confidence === undefined ? [] : [confidence, 1 - confidence]
  })
}

/** Embeddings where an embedder runs, else vectors of the words. */
async function vectorsOf(task: Task, { rows, covered }: LabelPool, options: ReviewOptions) {
  const known = drawn(covered, mostCovered, task.seed)
  const texts = [...rows, ...known].map(({ input }) => input.text)
  const { vectors, dimensions } = options.canEmbed
    ? await embed(task, texts, options)
    : { vectors: textVectors(texts), dimensions: textDimensions }
  const end = rows.length * dimensions
  return {
    dimensions,
    vectors: vectors.subarray(0, end),
    ...(known.length === 0 ? {} : { covered: vectors.subarray(end) }),
  }
}

const embeddedAtOnce = 256

async function embed(task: Task, texts: string[], { pool, events, signal }: ReviewOptions) {
  const embedder = await pool.embedder(task.models.embedding)
  try {
    const { dimensions } = embedder
    const vectors = new Float32Array(texts.length * dimensions)
    for (let start = 0; start < texts.length; start += embeddedAtOnce) {
      const batch = await embedder.embed(texts.slice(start, start + embeddedAtOnce), signal)
      for (const [at, vector] of batch.entries()) vectors.set(vector, (start + at) * dimensions)
      const done = Math.min(texts.length, start + embeddedAtOnce)
      events.progress({ label: 'embedding', done, total: texts.length, unit: 'rows' })
    }
    return { vectors, dimensions }
  } finally {
    await embedder.close()
  }
}

function suggestionOf(
  { predictions }: Suggestions,
  row: number,
  suspected: string | undefined,
): Pick<ReviewRow, 'suggestion' | 'likely'> {
  const prediction = predictions[row]
  const likely = (prediction?.alternatives ?? []).map(({ output }) => output)
  if (suspected !== undefined && suspected !== prediction?.output)
    return { suggestion: { output: suspected }, likely: [suspected, ...likely] }
  if (prediction === undefined || prediction.validity === 'invalid') return { likely }
  const { output, confidence } = prediction
  return { suggestion: { output, ...(confidence === undefined ? {} : { confidence }) }, likely }
}

function labelsOf(task: Task, { answers }: LabelPool): string[] {
  if (task.kind !== 'classification') return []
  return [...new Set([...Object.keys(task.labels), ...answers])].toSorted()
}
