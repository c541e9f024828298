import type { Candidate } from '../../../contracts/candidate.ts'
import type { JsonObject } from '../../../contracts/json.ts'
import type { OpenContext } from '../../../contracts/method.ts'
import type { Predictor } from '../../../contracts/prediction.ts'
import { canonicalJson } from '../../../text/canonical-json.ts'
import { predictInBatches, type BatchAnswer } from '../../predict-in-batches.ts'
import { segmentsOf, type Segment } from './segments-of.ts'
import { segmentTexts } from './segment-texts.ts'
import { embedSegments } from './segment-features.ts'
import { spansOf, type MarkedSpan } from './spans-of.ts'
import { loadTagger, type StoredTagger, type TaggedField } from './tagger-artifacts.ts'
import { tagSegments } from './train-tagger.ts'

/** Opens a tagger: a text is cut up, its segments are embedded in one go, marked, and copied out. */
export async function openTagger(candidate: Candidate, context: OpenContext): Promise<Predictor> {
  const tagger = await loadTagger(candidate, context.artifacts)
  const embedder = await context.pool.embedder(candidate.models[0]?.name ?? context.task.models.embedding)
  const answer = async (text: string, signal: AbortSignal): Promise<BatchAnswer> => {
    const segments = segmentsOf(text)
    const texts = segmentTexts(text, segments)
    const vectors = await embedSegments(texts, embedder, signal)
    const table = { texts, vectors, dimensions: embedder.dimensions }
    const probabilities = tagSegments(tagger.fitted, table, [...texts.keys()])
    return writeAnswer(tagger, { text, segments, probabilities })
  }
  const predictBatch = async (texts: string[], signal: AbortSignal) => {
    const answers: BatchAnswer[] = []
    for (const text of texts) answers.push(await answer(text, signal))
    return answers
  }
  return predictInBatches({ predictBatch, close: () => embedder.close() })
}

interface Tagged {
  text: string
  segments: readonly Segment[]
  /** segments × fields. */
  probabilities: Float32Array
}

/** The answer with where each quote stands; confidence is the probability that every field is right, each on its own. */
function writeAnswer(tagger: StoredTagger, tagged: Tagged): BatchAnswer {
  const { text } = tagged
  const answer: JsonObject = { ...tagger.constant }
  const citations: NonNullable<BatchAnswer['citations']> = []
  let confidence = 1
  for (const [at, field] of tagger.fields.entries()) {
    const { spans, certainty } = marksOf(tagger, tagged, at)
    confidence *= certainty
    const quotes = spans.map(({ start, end }) => text.slice(start, end))
    if (quotes.length > 0) answer[field.name] = field.isList ? quotes : (quotes[0] ?? '')
    for (const { start, end } of spans)
      citations.push({ document: 'input', start, end, quote: text.slice(start, end) })
  }
  return { output: canonicalJson(answer), confidence, ...(citations.length > 0 && { citations }) }
}

/** What is marked for a field, and how likely that is all there is. */
function marksOf(
  { fields, keepNumbers }: StoredTagger,
  { segments, probabilities }: Tagged,
  field: number,
): { spans: MarkedSpan[]; certainty: number } {
  const { rule, ...facts } = fields[field] ?? { rule: { threshold: 1, merge: false } }
  const at = (segment: number) => probabilities[segment * fields.length + field] ?? 0
  const all = segments.map((_, segment) => at(segment))
  const most = all.reduce((best, probability) => Math.max(best, probability), 0)
  const marked = spansOf(segments, at, { ...rule, keepNumbers })
  const needed = isRequired(facts) && marked.length === 0
  const found = needed ? spansOf(segments, at, { threshold: most, merge: false, keepNumbers }) : marked
  const spans =
    isList(facts) && !needed
      ? found
      : found.toSorted((one, other) => other.probability - one.probability).slice(0, 1)
  if (spans.length === 0) return { spans, certainty: 1 - most }
  return { spans, certainty: spans.reduce((least, { probability }) => Math.min(least, probability), 1) }
}

function isRequired(field: Partial<TaggedField>): boolean {
  return field.isRequired === true
}

function isList(field: Partial<TaggedField>): boolean {
  return field.isList === true
}
