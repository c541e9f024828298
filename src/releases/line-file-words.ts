import { StoreError, messageOf } from '../errors.ts'
import type { LineFileWords } from '../store/read-lines.ts'

/** What is said of files of cards, releases and rows when something is wrong with them. */
export const releaseWords: LineFileWords = {
  bad: 'is not as it was written',
  restore: 'Restore the file, or delete the line: only what it tells is lost.',
  unusable: (path, cause) =>
    new StoreError(`Cannot use ${path}: ${messageOf(cause)}.`, {
      hint: 'Releases are kept beside the task file: make that folder readable and writable.',
      cause,
    }),
}
