import type { Passage } from '../../../knowledge/split/passage.ts'

/** Passages as a prompt shows them: a number, the section it begins in, the text. */
export function writePassages(shown: readonly Passage[], nameOf?: (passage: Passage) => string): string {
  return shown
    .map((passage, at) => {
      const place = [nameOf?.(passage) ?? '', passage.section].filter((part) => part !== '').join(', ')
      return `[${at + 1}]${place === '' ? '' : ` ${place}`}\n${passage.text}`
    })
    .join('\n\n')
}
