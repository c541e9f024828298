/**
 * The form in which two texts are compared (design §4, "same text"): Unicode NFKC, lower case, every run of characters
 * that are neither letters nor digits (underscore too) to one space, trimmed.
 */
export function normaliseText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Whether two texts are the same apart from case, punctuation and spacing. */
export function isSameText(one: string, other: string): boolean {
  return normaliseText(one) === normaliseText(other)
}
