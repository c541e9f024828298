/** The sentences of a text with their offsets, blank ones left out. */
export function sentencesOf(text: string): { start: number; end: number; text: string }[] {
  const segments = [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)]
  return segments.flatMap(({ index, segment }) => {
    const sentence = segment.trim()
    if (sentence === '') return []
    const start = index + segment.indexOf(sentence)
    return [{ start, end: start + sentence.length, text: sentence }]
  })
}
