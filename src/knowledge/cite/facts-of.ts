/** A number or a name in a text. */
export interface Fact {
  kind: 'number' | 'name'
  text: string
  start: number
}

const number = /(?<![\p{L}\p{N}])\d+(?:[.,'\u00a0\u202f]\d+)*(?![\p{L}\p{N}])/gu
/** Words that begin with a capital, in a row; "of", "and" and "&" may stand between two of them. */
const name =
  /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}’'&.-]*(?:[ ](?:(?:of|and|&|de|von) )?\p{Lu}[\p{L}\p{N}’'&.-]*)*/gu

/**
 * Numbers, and names: runs of capitalised words. One capitalised word that begins a sentence is no name, unless there
 * is a second capital or a digit in it.
 */
export function factsOf(text: string): Fact[] {
  const numbers = [...text.matchAll(number)].map((match) => fact('number', match[0], match.index))
  const names = [...text.matchAll(name)].flatMap((match) => {
    const label = match[0].replace(/[.'’-]+$/u, '')
    const isStart = /^\s*$|[.!?:\n"“(*•-]\s*$/u.test(text.slice(Math.max(0, match.index - 4), match.index))
    const isOneWord = !label.includes(' ')
    if (isOneWord && isStart && !/^.+[\p{Lu}\p{N}]/u.test(label)) return []
    return label.length < 2 ? [] : [fact('name', label, match.index)]
  })
  return [...numbers, ...names].toSorted((one, other) => one.start - other.start)
}

function fact(kind: Fact['kind'], text: string, start: number): Fact {
  return { kind, text, start }
}

/** Whether a text holds a fact: a number of the same value, or the words of a name in the same order. */
export function hasFact(text: string, { kind, text: wanted }: Pick<Fact, 'kind' | 'text'>): boolean {
  if (kind === 'number') {
    const value = numberForms(wanted)
    return [...text.matchAll(number)].some((match) =>
      numberForms(match[0]).some((form) => value.includes(form)),
    )
  }
  const words = spaced(wanted)
  const found = spaced(text)
  // A sentence's first word may stand before a name: "The Acme Group" is borne out by "Acme Group".
  return found.includes(words) || (words.trim().includes(' ') && found.includes(words.replace(/^ \S+/u, '')))
}

/** How a number may be meant: `1.234` is a thousand and more in one country and one and a bit in another. */
function numberForms(text: string): string[] {
  const plain = text.replaceAll(/['\u00a0\u202f]/gu, '')
  return [plain.replaceAll(',', ''), plain.replaceAll('.', '').replace(',', '.')].map((form) =>
    /^\d+(\.\d+)?$/u.test(form) ? String(Number(form)) : form,
  )
}

/** Words in lower case with one space around each. */
function spaced(text: string): string {
  return ` ${(
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).join(' ')} `
}
