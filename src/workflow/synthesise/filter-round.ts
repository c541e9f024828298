import type { Embedder } from '../../contracts/model.ts'
import { type TextFilter, withoutRepeats } from './filter-written.ts'
import type { LabelCheck } from './label-check.ts'
import type { SynthesisState } from './synthesis.ts'
import type { Flaw, Written } from './written-example.ts'

/** What a written example must pass. */
export interface Filters {
  text: TextFilter
  /** Of classification. */
  label?: { check: LabelCheck; embedder: Embedder }
}

/** Adds to the state what passes of a round's answers, in the order asked, and counts the others by their first flaw. */
export async function filterRound(
  answers: readonly (Written | Flaw)[],
  { filters, state, signal }: { filters: Filters; state: SynthesisState; signal: AbortSignal },
): Promise<void> {
  const count = (flaw: Flaw, by = 1): void => void (state.leftOut[flaw] += by)
  const readable = answers.flatMap((answer) => {
    if (typeof answer !== 'string') return [answer]
    count(answer)
    return []
  })
  const clean = readable.filter((written) => {
    const flaw = filters.text(written)
    if (flaw !== undefined) count(flaw)
    return flaw === undefined
  })
  const agreed = await withAgreedLabel(clean, filters, signal)
  count('label', clean.length - agreed.length)
  const fresh = withoutRepeats(agreed, state.kept)
  count('repeat', agreed.length - fresh.length)
  state.kept.push(...fresh)
}

async function withAgreedLabel(
  written: readonly Written[],
  { label }: Filters,
  signal: AbortSignal,
): Promise<Written[]> {
  if (label === undefined || written.length === 0) return [...written]
  const { check, embedder } = label
  const vectors = await embedder.embed(
    written.map(({ input }) => input.text),
    signal,
  )
  const flat = new Float32Array(vectors.length * embedder.dimensions)
  for (const [at, vector] of vectors.entries()) flat.set(vector, at * embedder.dimensions)
  const agrees = check.agrees(
    written.map(({ question, expected }) => ({ fromId: question.source.id, expected })),
    flat,
  )
  return written.filter((_, at) => agrees[at] === true)
}
