import type { Rewrite } from './rewrite.ts'

/** One in this many gaps between words is doubled. */
const gapsPerChange = 3

/** Some gaps between words doubled, and a line break at the end: what pasting leaves behind. */
export const whiteSpace: Rewrite = {
  name: 'white space',
  rewrite(text, random) {
    if (text.trim() === '') return text
    const spaced = text.replaceAll(/(?<=\S) (?=\S)/gu, () => (random.below(gapsPerChange) === 0 ? '  ' : ' '))
    return `${spaced}\n`
  },
}
