import { inferSchema } from '../../../answers/infer-schema.ts'
import type { FitContext, Method, TrainingSplit } from '../../../contracts/method.ts'
import { fitCandidate } from '../../fit-candidate.ts'
import { openTagger } from './open-tagger.ts'
import { answerFieldsOf, type AnswerFields, type SpanField } from './span-fields.ts'
import { embedSegments } from './segment-features.ts'
import { segmentTexts } from './segment-texts.ts'
import { selectTagger } from './select-tagger.ts'
import type { FieldRule } from './spans-of.ts'
import { quotesKeepNumbers, reachableShare, tagRows, type TaggedRow } from './tagged-rows.ts'
import { storeTagger } from './tagger-artifacts.ts'
import { trainTaggers, type MarkedTable } from './train-tagger.ts'

/** `cross-fit` chooses; a resolved spec says the strength and the rule of each field, and what is not answered. */
export type TaggerSpec =
  | { l2: 'cross-fit' }
  | {
      l2: number
      keepNumbers: boolean
      fields: { [name: string]: { threshold: number; merge: boolean } }
      notes: string[]
    }

/** A field whose quotes are seldom whole sentences is not for a method that marks sentences. */
const enoughReachable = 0.2
/** Length of the weights a described field begins with, along the embedding of its description; of its name alone. */
const pull = { description: 10, name: 5 }
const noSpans = 'no field of the answers has three texts that are whole sentences or clauses of the inputs'

/**
 * Marks sentences and clauses for the fields of an answer: one logistic regression a field on frozen sentence embeddings and
 * words, drawn to what the schema says of the field. Answers are copied from the input, character for character.
 */
export const tagger: Method<TaggerSpec> = {
  kind: 'tune/tagger',
  family: 'tune',
  recipeVersion: 1,
  kinds: ['extraction'],
  specs: () => [{ l2: 'cross-fit' }],
  refitsOnAll: true,
  async fit(spec, split, context) {
    const { task } = context
    const schema = task.schema ?? inferSchema(split.train.map(({ expected }) => expected))
    const prepared = prepare(spec, split, answerFieldsOf(split.train, schema))
    if (prepared.fields.length === 0 || split.train.length < 2)
      return { notMeasured: { reason: noSpans, command: 'crossover check' } }
    const models = [await context.pool.identify(task.models.embedding)]
    // The schema decides which fields there are and what they are drawn to, and is no part of the recipe otherwise.
    const asked = { ...spec, schema }
    return fitCandidate({ method: tagger, name: 'tagger', spec: asked, split, context, models }, () =>
      trainTagger(spec, prepared, context),
    )
  },
  open: openTagger,
}

interface Prepared {
  rows: TaggedRow[]
  fields: SpanField[]
  answer: Pick<AnswerFields, 'constant' | 'notes'>
}

/** The rows cut up, and the fields that can be marked: those of a resolved spec, where there is one. */
function prepare(spec: TaggerSpec, { train }: TrainingSplit, found: AnswerFields): Prepared {
  const { constant } = found
  if (spec.l2 !== 'cross-fit') {
    const fields = found.spans.filter(({ name }) => name in spec.fields)
    return { rows: tagRows(train, fields), fields, answer: { constant, notes: spec.notes } }
  }
  const all = tagRows(train, found.spans)
  const isReachable = found.spans.map((_, field) => reachableShare(all, field) >= enoughReachable)
  const fields = found.spans.filter((_, field) => isReachable[field])
  const notes = found.spans.flatMap(({ name }, field) =>
    isReachable[field] === true ? [] : [`${name} is never answered: its texts are parts of sentences.`],
  )
  return { rows: tagRows(train, fields), fields, answer: { constant, notes: [...found.notes, ...notes] } }
}

async function trainTagger(spec: TaggerSpec, { rows, fields, answer }: Prepared, context: FitContext) {
  const table = await markedTable(rows, fields, context)
  const { l2, keepNumbers, rules } = await chosen(spec, { rows, fields, table, context })
  const taken = table.texts.map((_, at) => at)
  const [fitted] = trainTaggers(table, { taken, strengths: [l2], seed: context.seed })
  if (fitted === undefined) throw new RangeError('nothing was fitted')
  const artifacts = await storeTagger(context.artifacts, {
    fitted,
    keepNumbers,
    constant: answer.constant,
    fields: fields.map(({ name, isList, isRequired }, at) => ({
      name,
      isList,
      isRequired,
      rule: rules[at] ?? { threshold: 1, merge: false },
    })),
  })
  const byName = Object.fromEntries(
    fields.map(({ name }, at) => [name, { threshold: 1, merge: false, ...rules[at] }]),
  )
  return { spec: { l2, keepNumbers, fields: byName, notes: answer.notes }, artifacts }
}

async function chosen(
  spec: TaggerSpec,
  given: { rows: TaggedRow[]; fields: SpanField[]; table: MarkedTable; context: FitContext },
): Promise<{ l2: number; keepNumbers: boolean; rules: FieldRule[] }> {
  const { rows, fields, table, context } = given
  if (spec.l2 !== 'cross-fit') {
    const rules = fields.map(({ name }) => ({ threshold: 1, merge: false, ...spec.fields[name] }))
    return { l2: spec.l2, keepNumbers: spec.keepNumbers, rules }
  }
  const keepNumbers = quotesKeepNumbers(rows)
  const step = (done: number, total: number) => {
    context.signal.throwIfAborted()
    context.progress({ label: 'tagger: choosing', done, total, unit: 'fits' })
  }
  return { keepNumbers, ...(await selectTagger(rows, table, { keepNumbers, seed: context.seed, step })) }
}

async function markedTable(
  rows: readonly TaggedRow[],
  fields: readonly SpanField[],
  { pool, task, signal, progress }: FitContext,
): Promise<MarkedTable> {
  const embedder = await pool.embedder(task.models.embedding)
  try {
    const { dimensions } = embedder
    const texts: string[] = []
    const parts: Float32Array[] = []
    for (const [at, { text, segments }] of rows.entries()) {
      const own = segmentTexts(text, segments)
      texts.push(...own)
      parts.push(await embedSegments(own, embedder, signal))
      progress({ label: 'tagger: embedding', done: at + 1, total: rows.length, unit: 'rows' })
    }
    const descriptions = fields.map(({ name, description }) => `${name}. ${description}`.trim())
    const prior = await embedSegments(descriptions, embedder, signal)
    for (const [field, { description }] of fields.entries())
      for (let at = field * dimensions; at < (field + 1) * dimensions; at += 1)
        prior[at] = (prior[at] ?? 0) * (description === '' ? pull.name : pull.description)
    const marks = Uint8Array.from(rows.flatMap((row) => [...row.marks]))
    return { texts, vectors: endToEnd(parts), dimensions, marks, fields: fields.length, prior }
  } finally {
    await embedder.close()
  }
}

function endToEnd(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
