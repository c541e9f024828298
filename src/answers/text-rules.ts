const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })
/**
 * Headings, list marks, bold, links, code and tables; single stars and underscores also stand in plain text. Every repeat has an
 * end, so that a text of opening brackets only takes no longer than another.
 */
const markdown =
  /^(?:#{1,6} |```|[ \t]{0,8}(?:[-*+] |\d{1,3}\. |\|))|\*\*[^*\n]{1,200}\*\*|__[^_\n]{1,200}__|\[[^\]\n]{1,200}\]\([^)\n]{1,200}\)|`[^`\n]{1,200}`/mu

/** Sentences with a word in them, as Unicode tells them apart (UAX 29): an abbreviation's full stop may count as one. */
export function countSentences(text: string): number {
  const dense = text.replaceAll(/\s{2,}/gu, (gap) => (gap.includes('\n') ? '\n' : ' '))
  return Array.from(sentences.segment(dense)).filter(({ segment }) => /[\p{L}\p{N}]/u.test(segment)).length
}

/** Whether a text has headings, lists, bold, links, code or tables of Markdown. */
export function hasMarkdown(text: string): boolean {
  return markdown.test(text)
}
