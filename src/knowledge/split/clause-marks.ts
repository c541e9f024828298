import { markLevel, type SectionMark } from './section-mark.ts'

/** `ARTICLE IV`, `Section 5.`, `§ 5`; the word alone is often a reference, so what stands around it decides. */
const article =
  /(?<![\p{L}\p{N}])(ARTICLE|Article|SECTION|Section|CHAPTER|Chapter|PART|EXHIBIT|SCHEDULE|APPENDIX|ANNEX|§)\s{1,3}((?:\d{1,3}(?:\.\d{1,3}){0,4}|[IVXLC]{1,6}|[A-Z])(?![\p{L}\p{N}])(?:-\d{1,3})?)[.:)]?/gu
/** `12.`, `4.3`, `4.3.1(b)(ii)`. */
const numbered =
  /(?<![\p{L}\p{N}.,$€£#/(–-])(\d{1,2}(?:\.\d{1,3}){0,4}(?:\([a-z0-9]{1,4}\)){0,3})(\.|\)|:)?(?=[ \t\n]{1,8}["“'‘([]{0,2}[\p{Lu}\p{Lo}])/gu

/**
 * Beginnings of numbered clauses. On a line of its own a number is one when a capital follows; inside running text only
 * after the end of a sentence or a title, and never after a word that refers to it (`under Section 4.3`).
 */
export function clauseMarks(text: string): SectionMark[] {
  return [...articleMarks(text), ...numberMarks(text)]
}

function articleMarks(text: string): SectionMark[] {
  return [...text.matchAll(article)].flatMap((match) => {
    const [whole, word = '', number = ''] = match
    if (!beginsHere(text, match.index) || !titleFollows(text, match.index + whole.length)) return []
    const isTop = word !== '§' && word.toLowerCase() !== 'section'
    const level = isTop ? markLevel.article : markLevel.clause + number.split('.').length - 1
    const title = titleAfter(text, match.index + whole.length)
    return [{ start: match.index, level, label: articleLabel(`${word} ${number}`, title) }]
  })
}

function numberMarks(text: string): SectionMark[] {
  return [...text.matchAll(numbered)].flatMap((match) => {
    const [whole, number = '', end = ''] = match
    const parts = number.replace(/\(.*/u, '').split('.')
    const isPlain = parts.length === 1
    const start = match.index
    // "30 Days", "5 Business": a plain number without a point after it is a quantity.
    if (isPlain && end === '' && !number.includes('(')) return []
    if (!(isLineStart(text, start) || beginsHere(text, start))) return []
    const level = markLevel.clause + parts.length - 1 + (number.match(/\(/gu)?.length ?? 0)
    return [
      { start, level, label: clauseLabel({ number, end, title: titleAfter(text, start + whole.length) }) },
    ]
  })
}

function articleLabel(name: string, title: string): string {
  const spaced = name.replaceAll(/\s+/gu, ' ')
  return title === '' ? spaced : `${spaced} ${title}`
}

/** `12. Governing Law`, `4.3`. */
function clauseLabel({ number, end, title }: { number: string; end: string; title: string }): string {
  return title === '' ? number : `${number}${end} ${title}`
}

function isLineStart(text: string, at: number): boolean {
  return /(^|\n)[ \t*_]*$/u.test(text.slice(Math.max(0, at - 8), at)) || at === 0
}

/** Words that refer to a clause rather than begin one, and small words after which no sentence ends. */
const referring =
  /(?:\b(?:sections?|articles?|clauses?|paragraphs?|sub\w+|exhibits?|schedules?|no|nos|nr|items?|rule|part|page|and|or|to|of|in|under|by|with|through|the|this|dated?|january|february|march|april|may|june|july|august|september|october|november|december|suite|ste|box|room|floor|version|level)|§)\.?[ \t\n"“]*$/iu

/** After the end of a sentence, a title or a line: the places where a clause can begin in running text. */
function beginsHere(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 40), at)
  if (before.trim() === '') return true
  if (referring.test(before)) return false
  if (/\n[ \t]*$/u.test(before)) return true
  return /[.;:!?)\]”"_]\s*$/u.test(before) || /(?:^|\s)\p{Lu}[\p{L}'’&-]*\s*$/u.test(before)
}

/** After "Section 5" a clause goes on with a title or a sentence, a reference with a verb, a comma or "of". */
function titleFollows(text: string, at: number): boolean {
  return (
    /^[\s.:—–-]{1,6}["“(]?[\p{Lu}\p{Lo}]/u.test(text.slice(at, at + 12)) || text.slice(at, at + 2) === '\n'
  )
}

/** The words before the first full stop, where they are few and written like a title. */
function titleAfter(text: string, at: number): string {
  const found = /^[\s.:—–-]{1,6}([^.:;\n\d]{2,60})[.:\n\d]/u.exec(text.slice(at, at + 70))?.[1]?.trim() ?? ''
  const words = found.split(/\s+/u)
  const capital = words.filter((word) => /^[\p{Lu}\p{Lo}]/u.test(word)).length
  return words.length <= 7 && capital * 2 >= words.length && /^[\p{Lu}\p{Lo}]/u.test(found) ? found : ''
}
