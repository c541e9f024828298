import type { Example } from '../contracts/example.ts'

/** How texts fit a model that competes. */
export interface ContextUse {
  model: string
  /** What happens beyond the limit: an embedder cuts, a language model refuses. */
  role: 'embedding' | 'language'
  /** Word pieces or tokens it reads. */
  limit: number
  /** Whether the model's own tokenizer counted, or characters were divided by four. */
  countedBy: 'tokenizer' | 'characters'
  over: Example[]
}

/** Languages of a sample of texts; those too short or unclear are not counted. */
export interface LanguageUse {
  what: 'train inputs' | 'test inputs' | 'answers'
  judged: number
  /** ISO 639-1 codes, the most frequent first. */
  languages: { code: string; rows: Example[] }[]
}

/** What takes a tokenizer or a library to know; gathered before the checks, which are plain functions. */
export interface TextFacts {
  contexts: ContextUse[]
  languages: LanguageUse[]
}
