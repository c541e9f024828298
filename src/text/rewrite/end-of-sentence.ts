import type { Rewrite } from './rewrite.ts'

const endMark = /[.!?…。！？]+\s*$/u

/** The mark at the end taken away, or a full stop put there where it has none. */
export const endOfSentence: Rewrite = {
  name: 'end mark',
  rewrite(text) {
    if (text.trim() === '') return text
    return endMark.test(text) ? text.replace(endMark, '') : `${text.trimEnd()}.`
  },
}
