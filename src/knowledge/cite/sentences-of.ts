import { sentenceStarts } from '../split/sentence-starts.ts'

/** The sentences of a text with their offsets, blank ones left out. */
export function sentencesOf(text: string): { start: number; end: number; text: string }[] {
  const starts = [0, ...sentenceStarts(text)]
  return starts.flatMap((from, at) => {
    const segment = text.slice(from, starts[at + 1] ?? text.length)
    const sentence = segment.trim()
    if (sentence === '') return []
    const start = from + segment.indexOf(sentence)
    return [{ start, end: start + sentence.length, text: sentence }]
  })
}
