/** Words with a point that end no sentence. */
const abbreviation =
  /(?:^|[\s("“])(?:\p{L}|\d{1,2}|inc|corp|co|ltd|llc|no|nos|mr|mrs|ms|dr|st|sec|art|e\.g|i\.e|cf|vs|u\.s|u\.k|approx|etc|ca|bzw|z\.b|abs|nr|fig|dept|ave|blvd|ste)\.\s*$/iu

/**
 * Where sentences after the first begin. `Intl.Segmenter` would copy the whole text for each sentence: memory and time
 * grow with the square of the length.
 */
export function sentenceStarts(text: string): number[] {
  const ends = text.matchAll(/[.!?]["”’)\]]{0,3}\s+(?![\p{Ll}\s])|[。！？]["”’）」]{0,3}\s*/gu)
  return [...ends]
    .map((match) => match.index + match[0].length)
    .filter((start) => start < text.length && !abbreviation.test(text.slice(Math.max(0, start - 12), start)))
}
