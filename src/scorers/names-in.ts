const word = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’&-]*/gu
const capitalised = /^\p{Lu}/u
/** Marks and spaces looked at before a word. */
const longestOpener = 12
/** Words with a capital that name nothing. */
const notNames = new Set(['i', "i'm", "i'll", "i've", "i'd", 'a', 'ok'])
const openers = /(?:^|[.!?:;…•*"“„«(\n–—-])\s*["“„«'‘(*]*$/u

/**
 * Names of a text: runs of words with a capital that do not open a sentence, line, quote or bracket. Lines in which every word of
 * four letters or more has a capital are headings and have none.
 */
export function namesIn(text: string): string[] {
  return text.split('\n').flatMap((line) => (isHeading(line) ? [] : namesOfLine(line)))
}

/** Words of a text as names are compared with. */
export function nameWords(text: string): Set<string> {
  return new Set(
    Array.from(text.matchAll(word), ([found]) => found).flatMap((found) =>
      [found, ...found.split(/[-&'’]/u)].map(plainWord),
    ),
  )
}

/** A word without case, possessive and plural ending. */
export function plainWord(found: string): string {
  const lower = found
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]s?$/u, '')
  if (lower.length > 4 && lower.endsWith('ies')) return `${lower.slice(0, -3)}y`
  if (lower.length > 4 && /(?:ss|x|z|ch|sh)es$/u.test(lower)) return lower.slice(0, -2)
  return lower.length > 3 && /[^s]s$/u.test(lower) ? lower.slice(0, -1) : lower
}

function namesOfLine(line: string): string[] {
  const names: string[] = []
  let end = -1
  for (const { 0: found, index } of line.matchAll(word)) {
    if (!capitalised.test(found) || notNames.has(found.toLowerCase().replaceAll('’', "'"))) continue
    const last = names.at(-1)
    if (last !== undefined && /^\s$/u.test(line.slice(end, index))) {
      names[names.length - 1] = `${last} ${found}`
      end = index + found.length
    } else if (!openers.test(line.slice(Math.max(0, index - longestOpener), index))) {
      names.push(found)
      end = index + found.length
    }
  }
  return names
}

function isHeading(line: string): boolean {
  const long = Array.from(line.matchAll(word), ([found]) => found).filter((found) => found.length >= 4)
  return long.length >= 2 && long.every((found) => capitalised.test(found))
}
